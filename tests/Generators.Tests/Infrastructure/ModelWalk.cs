using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Pullback.Generators.Tests.Infrastructure;

/// <summary>Looks through the whole object graph of a pipeline's model for what must never be in one.</summary>
/// <remarks>A symbol, a node or a compilation in a model keeps whole compilations alive and compares by reference: nothing would be cached.</remarks>
public static class ModelWalk
{
    private static readonly Type[] _forbidden =
    [
        typeof(ISymbol),
        typeof(SyntaxNode),
        typeof(SyntaxTree),
        typeof(Compilation),
        typeof(SemanticModel),
        typeof(Location),
    ];

    /// <summary>Asserts that nothing forbidden can be reached from the values.</summary>
    public static void AssertPlain(IEnumerable<object> models)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (object model in models)
        {
            Visit(model, model.GetType().Name, seen);
        }
    }

    private static void Visit(object? value, string path, HashSet<object> seen)
    {
        if (
            value is null or string
            || value.GetType().IsPrimitive
            || value.GetType().IsEnum
            || (!value.GetType().IsValueType && !seen.Add(value))
        )
        {
            return;
        }
        Assert.False(_forbidden.Any(type => type.IsInstanceOfType(value)), $"{path} is a {value.GetType()}");
        if (value is IEnumerable sequence)
        {
            int i = 0;
            foreach (object? item in sequence)
            {
                Visit(item, $"{path}[{i++}]", seen);
            }
        }
        for (Type? type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (
                FieldInfo field in type.GetFields(
                    BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly
                )
            )
            {
                Visit(field.GetValue(value), $"{path}.{field.Name}", seen);
            }
        }
    }
}
