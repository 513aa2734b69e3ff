using Microsoft.CodeAnalysis;

namespace Pullback.Generators.Rules;

/// <summary>What the generator wrote about a named optimizer of a referenced assembly: the types of its rules.</summary>
internal static class FusedSequence
{
    /// <summary>The rules in order; <see langword="null"/> for a type that carries no such attribute.</summary>
    public static IReadOnlyList<INamedTypeSymbol>? FromMetadata(INamedTypeSymbol type)
    {
        AttributeData? attribute = type.GetAttributes()
            .FirstOrDefault(candidate => candidate.AttributeClass?.ToDisplayString() == RuleNames.Sequence);
        if (
            attribute is null
            || attribute.ConstructorArguments.Length != 1
            || attribute.ConstructorArguments[0].Kind != TypedConstantKind.Array
        )
        {
            return null;
        }
        return [.. attribute.ConstructorArguments[0].Values.Select(value => value.Value).OfType<INamedTypeSymbol>()];
    }
}
