using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Transformations;

/// <summary>
/// Gives the library's transformations that are no scalar formula (rules over whole tensors, compositions) what rules have: the members of the contract, a
/// state with named tensors, <c>With</c>, <c>ToString</c>.
/// </summary>
/// <remarks>Pipeline only. Reading gives an equatable model; emission runs again when the model has changed.</remarks>
[Generator(LanguageNames.CSharp)]
public sealed class TransformationGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        Register(context, KnownNames.TensorRuleAttribute, isComposed: false);
        Register(context, KnownNames.ComposedOptimizerAttribute, isComposed: true);
    }

    private static void Register(IncrementalGeneratorInitializationContext context, string attribute, bool isComposed)
    {
        IncrementalValuesProvider<TransformationModel> models = context
            .SyntaxProvider.ForAttributeWithMetadataName(
                attribute,
                static (node, _) => node is TypeDeclarationSyntax,
                (match, cancellation) =>
                    TransformationReader.Read(
                        (INamedTypeSymbol)match.TargetSymbol,
                        match.Attributes[0],
                        isComposed,
                        match.SemanticModel.Compilation,
                        cancellation
                    )
            )
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(isComposed ? StepNames.ReadComposedOptimizer : StepNames.ReadTensorRule);

        context.RegisterSourceOutput(
            models,
            static (output, model) => output.AddSource(model.Type.HintName(model.Attribute), TransformationEmitter.Emit(model))
        );
    }
}
