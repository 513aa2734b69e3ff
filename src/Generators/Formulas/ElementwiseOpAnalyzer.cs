using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Pullback.Generators.Diagnostics;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Formulas;

/// <summary>Says what is wrong with an [ElementwiseOp] struct and its formula, at the place where it is wrong.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ElementwiseOpAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => FormulaDiagnostics.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (
            !type.GetAttributes()
                .Any(attribute => attribute.AttributeClass?.ToDisplayString() == KnownNames.ElementwiseOpAttribute)
        )
        {
            return;
        }
        var bag = new DiagnosticBag();
        ElementwiseOpReader.Read(type, context.Compilation, bag, context.CancellationToken);
        bag.ReportTo(context.ReportDiagnostic);
    }
}
