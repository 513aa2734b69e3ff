using Microsoft.CodeAnalysis;

namespace Pullback.Generators.Infrastructure;

/// <summary>How emitted code writes the types it uses: short, as people do, unless a name would mean something else where it is written.</summary>
/// <param name="IsShort">Whether the file has using directives and simple names; else every name is written in full.</param>
/// <remarks>A part of the model: whether a name is free depends on the user's other declarations.</remarks>
internal sealed record EmittedNames(bool IsShort)
{
    private static readonly string[] _namespaces =
    [
        "Pullback.Ops",
        "Pullback.Ops.Kernels",
        "System",
        "System.CodeDom.Compiler",
        "System.Numerics",
        "System.Runtime.CompilerServices",
    ];

    private static readonly string[] _names =
    [
        "GeneratedCode",
        "GeneratedCodeAttribute",
        "IFloatingPointIeee754",
        "ILane",
        "Initialization",
        "Initialization",
        "MethodImpl",
        "MethodImplAttribute",
        "MethodImplOptions",
        "NotSupportedException",
        "ReadOnlySpan",
        "VectorMath",
    ];

    public string VectorMath => In("Pullback.Ops.Kernels", "VectorMath");

    public string Lane => In("Pullback.Ops.Kernels", "ILane<TLane>");

    public string Number => In("System.Numerics", "IFloatingPointIeee754<T>");

    public string Inlining =>
        $"[{In("System.Runtime.CompilerServices", "MethodImpl")}({In("System.Runtime.CompilerServices", "MethodImplOptions")}.AggressiveInlining)]";

    /// <summary>The name of a type in one of the namespaces that <see cref="WriteUsings"/> opens.</summary>
    public string In(string space, string name) => IsShort ? name : $"global::{space}.{name}";

    /// <summary>Looks the simple names up where the emitted part will stand.</summary>
    /// <param name="place">A place in the user's type.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="furtherNames">Names beside the common ones that the emitted code uses.</param>
    public static EmittedNames Read(Location? place, Compilation compilation, params string[] furtherNames)
    {
        if (place?.SourceTree is not { } tree)
        {
            return new EmittedNames(IsShort: false);
        }
        SemanticModel model = compilation.GetSemanticModel(tree);
        bool isFree = _names
            .Concat(furtherNames)
            .SelectMany(name => model.LookupSymbols(place.SourceSpan.Start, name: name))
            .All(found =>
                found is INamedTypeSymbol && Array.IndexOf(_namespaces, found.ContainingNamespace.ToDisplayString()) >= 0
            );
        return new EmittedNames(isFree);
    }

    /// <summary>Writes the using directives that the short names need.</summary>
    public void WriteUsings(SourceWriter writer)
    {
        if (IsShort)
        {
            writer.Lines(
                _namespaces
                    .Where(space => space.StartsWith("System", StringComparison.Ordinal))
                    .Select(space => $"using {space};")
            );
            writer.Lines(
                _namespaces
                    .Where(space => !space.StartsWith("System", StringComparison.Ordinal))
                    .Select(space => $"using {space};")
            );
            writer.Line();
        }
    }
}
