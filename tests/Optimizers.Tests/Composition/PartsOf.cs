using System.Collections;
using System.Reflection;
using Pullback.Ops;
using Pullback.Optimizers.Kernels;

namespace Pullback.Optimizers.Tests.Composition;

/// <summary>Which types a transformation is made of: its own, those of its rules, and those of what it holds.</summary>
internal static class PartsOf
{
    private const BindingFlags Everything = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Assembly Library = typeof(Chain).Assembly;

    /// <summary>The transformation and all those that it is made of.</summary>
    public static IReadOnlyList<IGradientTransformation> Objects(IGradientTransformation transformation)
    {
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        Visit(transformation, seen);
        return [.. seen.OfType<IGradientTransformation>()];
    }

    /// <summary>The types of all parts that do something: not of rules that a setting of their optimizer has switched off.</summary>
    public static IReadOnlySet<Type> Transformation(IGradientTransformation transformation) =>
        Objects(transformation).Where(part => !IsOff(part)).Select(part => part.GetType()).ToHashSet();

    private static bool IsOff(IGradientTransformation part) =>
        part.GetType().GetProperty(nameof(Trace.Where))?.GetValue(part) is ParameterFilter where && where == ParameterFilter.None;

    /// <summary>The optimizers that users gave to a wrapper: those that its public properties show.</summary>
    public static IEnumerable<IGradientTransformation> Inner(IGradientTransformation transformation) =>
        transformation
            .GetType()
            .GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.GetIndexParameters().Length == 0)
            .Select(property => property.GetValue(transformation))
            .SelectMany(value =>
                value is IEnumerable<IGradientTransformation> several ? several
                : value is IGradientTransformation one ? [one]
                : []
            );

    /// <summary>Every public type of the library that is a transformation and can be made.</summary>
    public static IReadOnlyList<Type> Shipped => AllShipped.Value;

    /// <summary>Every public type of the library that averages parameters.</summary>
    public static IReadOnlyList<Type> Averages { get; } =
    [
        .. Library
            .GetExportedTypes()
            .Where(type => type.IsAssignableTo(typeof(IParameterAverage)) && !type.IsInterface && !type.IsAbstract)
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    private static readonly Lazy<IReadOnlyList<Type>> AllShipped = new(() =>
        [
            .. Library
                .GetExportedTypes()
                .Where(type => type.IsAssignableTo(typeof(IGradientTransformation)) && !type.IsInterface && !type.IsAbstract)
                .OrderBy(type => type.Name, StringComparer.Ordinal),
        ]
    );

    private static void Visit(object value, HashSet<object> seen)
    {
        if (!seen.Add(value))
        {
            return;
        }
        IEnumerable<object> rules = value is IRuleProgram program ? program.GetRules().Rules : [];
        IEnumerable<object> held = value is IEnumerable items and not string
            ? items.Cast<object?>().OfType<object>()
            : Held(value);
        object? composition = value.GetType().GetMethod("Define", Everything, [])?.Invoke(value, null);
        foreach (object part in rules.Concat(held).Append(composition).OfType<object>())
        {
            Visit(part, seen);
        }
    }

    /// <summary>What an object of the library holds in its fields: transformations, and whatever holds some.</summary>
    private static IEnumerable<object> Held(object value)
    {
        for (Type? type = value.GetType(); type?.Assembly == Library; type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(Everything | BindingFlags.DeclaredOnly))
            {
                if (field.GetValue(value) is { } held && (held is IEnumerable || held.GetType().Assembly == Library))
                {
                    yield return held;
                }
            }
        }
    }
}
