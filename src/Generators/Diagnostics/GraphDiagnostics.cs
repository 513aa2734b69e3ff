using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Pullback.Generators.Diagnostics;

/// <summary>The diagnostics of layer graphs: PB1xxx.</summary>
internal static class GraphDiagnostics
{
    /// <summary>The whole table.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [];
}
