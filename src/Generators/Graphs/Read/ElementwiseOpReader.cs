using Microsoft.CodeAnalysis;
using Pullback.Graphs;

namespace Pullback.Generators.Graphs.Read;

/// <summary>Describes an elementwise op by its symbol: from this compilation or, through metadata, from any other assembly.</summary>
internal static class ElementwiseOpReader
{
    /// <summary>The description, or null when the type is no op with a formula.</summary>
    public static ElementwiseFunction? Describe(ITypeSymbol op)
    {
        if (op.TypeKind != TypeKind.Struct || Formula(op) is not { } formula)
        {
            return null;
        }
        // The rule and the gain of √2 are those of He et al.; the run-time graph takes the same from the op's static members.
        bool isRectifier = IsRectifier(op);
        return new ElementwiseFunction(
            op.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            GraphNames.CamelCase(op.Name),
            formula.Parameters.Length - 1,
            isRectifier,
            isRectifier ? Math.Sqrt(2) : 1
        );
    }

    /// <summary>Whether the derivative can be had from the output alone, which its author says by writing <c>DerivativeFromOutput</c>.</summary>
    public static bool HasOutputDerivative(ITypeSymbol op) =>
        op.GetMembers("DerivativeFromOutput").OfType<IMethodSymbol>().Any(method => method.IsStatic);

    private static IMethodSymbol? Formula(ITypeSymbol op) =>
        op.GetMembers("Formula")
            .OfType<IMethodSymbol>()
            .FirstOrDefault(method => method is { IsStatic: true, TypeParameters.Length: 1, Parameters.Length: > 0 });

    private static bool IsRectifier(ITypeSymbol op) =>
        op.GetAttributes()
            .Where(attribute => attribute.AttributeClass?.Name == "ElementwiseOpAttribute")
            .SelectMany(attribute => attribute.NamedArguments)
            .Any(argument => argument is { Key: "Initialization", Value.Value: 1 });
}
