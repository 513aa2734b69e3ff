using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<FusedOptimizerModel> models = context
            .SyntaxProvider.ForAttributeWithMetadataName(
                KnownNames.FusedOptimizerAttribute,
                static (node, _) => node is TypeDeclarationSyntax,
                static (match, cancellation) =>
                    FusedOptimizerReader.Read(
                        (INamedTypeSymbol)match.TargetSymbol,
                        match.SemanticModel.Compilation,
                        new DiagnosticBag(),
                        cancellation
                    )
            )
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(StepNames.ReadFusedOptimizer);

        context.RegisterSourceOutput(
            models,
            static (output, model) => output.AddSource(model.Type.HintName("FusedOptimizer"), FusedOptimizerEmitter.Emit(model))
        );
    }
}
