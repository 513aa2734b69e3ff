using System.Collections;
using System.Reflection;
using Pullback.Optimizers.Kernels;

namespace Pullback.Optimizers.Tests.Composition;

/// <summary>Which types a transformation is made of: its own, those of its rules, and those of what it holds.</summary>
internal static class PartsOf
{
    private const BindingFlags Everything = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Assembly Library = typeof(Chain).Assembly;

    public static IReadOnlySet<Type> Transformation(IGradientTransformation transformation)
    {
        HashSet<Type> types = [];
        Visit(transformation, types, new HashSet<object>(ReferenceEqualityComparer.Instance));
        return types;
    }

    /// <summary>Every public type of the library that is a transformation and can be made.</summary>
    public static IReadOnlyList<Type> Shipped => AllShipped.Value;

    private static readonly Lazy<IReadOnlyList<Type>> AllShipped = new(() =>
        [
            .. Library
                .GetExportedTypes()
                .Where(type => type.IsAssignableTo(typeof(IGradientTransformation)) && !type.IsInterface && !type.IsAbstract)
                .OrderBy(type => type.Name, StringComparer.Ordinal),
        ]
    );

    private static void Visit(object value, HashSet<Type> types, HashSet<object> seen)
    {
        if (!seen.Add(value))
        {
            return;
        }
        if (value is IGradientTransformation)
        {
            types.Add(value.GetType());
        }
        if (value is IRuleProgram program)
        {
            foreach (IUpdateRule rule in program.GetRules().Rules)
            {
                Visit(rule, types, seen);
            }
        }
        foreach (object held in value is IEnumerable items and not string ? items.Cast<object?>().OfType<object>() : Held(value))
        {
            Visit(held, types, seen);
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
