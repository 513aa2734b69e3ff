using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Pullback.Generators.Rules;

/// <summary>The signature of a method that is a scalar formula of the elements: <c>Rule</c> and <c>Sums</c>.</summary>
internal static class ElementMethod
{
    /// <summary>The members of the tuple that it returns; none of a single value.</summary>
    public static ImmutableArray<IFieldSymbol> Elements(IMethodSymbol method) =>
        method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple ? tuple.TupleElements : [];

    /// <summary>What is wrong with it; <see langword="null"/> when nothing is.</summary>
    public static string? Problem(IMethodSymbol method)
    {
        if (!method.IsStatic)
        {
            return "is not static";
        }
        if (method.TypeParameters.Length != 1)
        {
            return "does not have exactly one type parameter";
        }
        ITypeParameterSymbol element = method.TypeParameters[0];
        if (!element.ConstraintTypes.Any(constraint => constraint.Name == "IFloatingPointIeee754"))
        {
            return $"does not constrain {element.Name} by 'unmanaged, IFloatingPointIeee754<{element.Name}>'";
        }
        if (
            method.Parameters.FirstOrDefault(parameter =>
                parameter.RefKind != RefKind.None || !SymbolEqualityComparer.Default.Equals(parameter.Type, element)
            ) is
            { } wrong
        )
        {
            return $"has the parameter '{wrong.Name}', which is not a plain {element.Name}";
        }
        if (method.Parameters.Length == 0)
        {
            return "has no parameter";
        }
        if (method.RefKind == RefKind.None && SymbolEqualityComparer.Default.Equals(method.ReturnType, element))
        {
            return null;
        }
        ImmutableArray<IFieldSymbol> elements = Elements(method);
        return elements.Length == 0 || elements.Any(field => !SymbolEqualityComparer.Default.Equals(field.Type, element))
            ? $"returns neither {element.Name} nor a tuple of {element.Name}"
            : null;
    }

    /// <summary>Whether the tuple that it returns has a member without a name.</summary>
    public static bool LacksNames(IMethodSymbol method) => Elements(method).Any(field => !field.IsExplicitlyNamedTupleElement);
}
