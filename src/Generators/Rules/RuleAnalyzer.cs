using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Pullback.Generators.Diagnostics;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Rules;

/// <summary>Says what is wrong with an [UpdateRule] record or a [FusedOptimizer] type, at the place where it is wrong.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RuleAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    /// <remarks>The formula of a rule is read like any other, so the diagnostics of formulas are among them.</remarks>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [.. RuleDiagnostics.All, .. FormulaDiagnostics.All];

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
        var bag = new DiagnosticBag();
        bool isRule = RuleTypes.HasAttribute(type, KnownNames.UpdateRuleAttribute);
        bool isFused = RuleTypes.HasAttribute(type, KnownNames.FusedOptimizerAttribute);
        bool isHandWritten =
            RuleTypes.HasAttribute(type, KnownNames.TensorRuleAttribute)
            || RuleTypes.HasAttribute(type, KnownNames.ComposedOptimizerAttribute);
        BoundReader.Check(type, type.IsRecord && (isRule || isFused || isHandWritten), bag, context.Compilation);
        ExposureReader.Check(type, type.IsRecord && (isFused || isHandWritten), bag);
        if (isRule)
        {
            UpdateRuleReader.Read(type, context.Compilation, bag, context.CancellationToken);
        }
        if (isFused)
        {
            FusedOptimizerReader.Read(type, context.Compilation, bag, context.CancellationToken);
        }
        bag.ReportTo(context.ReportDiagnostic);
    }
}
