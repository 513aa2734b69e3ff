using Microsoft.CodeAnalysis;

namespace Pullback.Generators.Graphs.Read;

/// <summary>Recognises the types that graphs are declared with, by their full names.</summary>
internal static class GraphTypes
{
    private const string Space = "Pullback.Ops";

    public static bool IsGraph(ITypeSymbol? type) => Is(type, "Graph");

    public static bool IsNode(ITypeSymbol? type) => Is(type, "Node");

    public static bool IsModel(ITypeSymbol? type) => Is(type, "Model");

    public static bool IsElementwiseOp(ITypeSymbol type) => type.AllInterfaces.Any(i => Is(i, "IElementwiseOp"));

    public static bool HasLayerAttribute(IMethodSymbol method) =>
        method.GetAttributes().Any(a => Is(a.AttributeClass, "LayerAttribute"));

    /// <summary>Whether a method belongs to a type that graphs are declared with: its meaning is known, and its body is not read.</summary>
    public static bool IsVocabulary(IMethodSymbol method) =>
        Is(method.ContainingType, "Graph")
        || Is(method.ContainingType, "Node")
        || Is(method.ContainingType, "LabelsNode")
        || IsExtension(method);

    private static bool IsExtension(IMethodSymbol method) =>
        method is { IsStatic: true, Parameters.Length: > 0 }
        && IsNode(method.Parameters[0].Type)
        && method.ContainingType.ContainingNamespace?.ToDisplayString() == Space;

    private static bool Is(ITypeSymbol? type, string name) =>
        type is INamedTypeSymbol { Arity: 0, ContainingType: null } named
        && named.Name == name
        && named.ContainingNamespace?.ToDisplayString() == Space;
}
