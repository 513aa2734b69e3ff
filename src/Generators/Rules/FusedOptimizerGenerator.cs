using Microsoft.CodeAnalysis;
using Pullback.Generators.Diagnostics;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Rules;

/// <summary>Makes one loop over memory of the chain of every [FusedOptimizer] type.</summary>
/// <remarks>
/// Pipeline only. A chain names rules of other files and assemblies; their signatures are part of the model, so that a change of a rule's arguments is a
/// change of the model. Nothing is reported here: <see cref="RuleAnalyzer"/> reads the same way and reports with real locations.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class FusedOptimizerGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context) =>
        context.RegisterDeclarations(
            KnownNames.FusedOptimizerAttribute,
            StepNames.ReadFusedOptimizer,
            static (match, cancellation) =>
                FusedOptimizerReader.Read(
                    (INamedTypeSymbol)match.TargetSymbol,
                    match.SemanticModel.Compilation,
                    new DiagnosticBag(),
                    cancellation
                ),
            static model => model.Type,
            static model => ("FusedOptimizer", FusedOptimizerEmitter.Emit(model))
        );
}
