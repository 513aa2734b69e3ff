using Microsoft.CodeAnalysis;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Formulas;

/// <summary>The shape of an [ElementwiseOp] struct: the methods that its author writes, and what they must look like.</summary>
internal static class ElementwiseOpSignature
{
    /// <summary>The method that users write.</summary>
    public const string FormulaName = "Formula";

    /// <summary>The method that users may write beside it: the derivative as a function of the output.</summary>
    public const string OutputDerivativeName = "DerivativeFromOutput";

    public static bool IsElementwiseOp(ITypeSymbol type) =>
        type.AllInterfaces.Any(implemented => implemented.ToDisplayString() == KnownNames.ElementwiseOpInterface);

    /// <summary>The one generic static method of that name; <see langword="null"/> when there is none or more than one.</summary>
    public static IMethodSymbol? FindMethod(INamedTypeSymbol type, string name)
    {
        List<IMethodSymbol> methods =
        [
            .. type.GetMembers(name).OfType<IMethodSymbol>().Where(method => method.MethodKind == MethodKind.Ordinary),
        ];
        return methods.Count == 1 ? methods[0] : null;
    }

    /// <summary>What keeps a method from being <c>static T Name&lt;T&gt;(T x, T constant, …)</c>; <see langword="null"/> when nothing does.</summary>
    public static string? WrongShape(IMethodSymbol method)
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
        if (!SymbolEqualityComparer.Default.Equals(method.ReturnType, element) || method.RefKind != RefKind.None)
        {
            return $"does not return {element.Name}";
        }
        if (method.Parameters.Length == 0)
        {
            return "has no parameter";
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
        return AcceptsNumbers(element)
            ? null
            : $"constrains {element.Name} by something that float, double and dual numbers are not";
    }

    public static string ReadInitialization(INamedTypeSymbol type)
    {
        AttributeData? attribute = type.GetAttributes()
            .FirstOrDefault(candidate => candidate.AttributeClass?.ToDisplayString() == KnownNames.ElementwiseOpAttribute);
        foreach (KeyValuePair<string, TypedConstant> argument in attribute?.NamedArguments ?? [])
        {
            if (
                argument.Key == "Initialization"
                && argument.Value is { Type: { } kind, Value: { } value }
                && kind.GetMembers()
                    .OfType<IFieldSymbol>()
                    .FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, value))
                    is { } member
            )
            {
                return member.Name;
            }
        }
        return "Xavier";
    }

    /// <summary>Whether a method with <c>T : unmanaged, IFloatingPointIeee754&lt;T&gt;</c> may call one with these constraints.</summary>
    private static bool AcceptsNumbers(ITypeParameterSymbol element) =>
        !element.HasReferenceTypeConstraint
        && element.ConstraintTypes.Any(constraint => constraint.Name == "IFloatingPointIeee754")
        && element.ConstraintTypes.All(constraint =>
            constraint.ContainingNamespace.ToDisplayString() is "System.Numerics" or "System"
        );
}
