using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Pullback.Generators.Diagnostics;
using Pullback.Generators.Graphs.Read;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Graphs;

/// <summary>Reports what is wrong with [LayerGraph] classes, live and at the very places: the same read stage as the generator's.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LayerGraphAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => GraphDiagnostics.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!type.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == KnownNames.LayerGraphAttribute))
        {
            return;
        }
        var bag = new DiagnosticBag();
        GraphDeclarationReader.Read(type, context.Compilation, bag, context.CancellationToken);
        bag.ReportTo(context.ReportDiagnostic);
    }
}
