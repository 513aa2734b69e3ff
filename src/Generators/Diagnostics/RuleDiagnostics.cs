using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Pullback.Generators.Diagnostics;

/// <summary>The diagnostics of update rules and fused optimizers: PB3xxx.</summary>
internal static class RuleDiagnostics
{
    /// <summary>The whole table.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [];
}
