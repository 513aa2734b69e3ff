using Microsoft.CodeAnalysis;
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

    private static void Register(IncrementalGeneratorInitializationContext context, string attribute, bool isComposed) =>
        context.RegisterDeclarations(
            attribute,
            isComposed ? StepNames.ReadComposedOptimizer : StepNames.ReadTensorRule,
            (match, cancellation) =>
                TransformationReader.Read(
                    (INamedTypeSymbol)match.TargetSymbol,
                    match.Attributes[0],
                    isComposed,
                    match.SemanticModel.Compilation,
                    cancellation
                ),
            static model => model.Type,
            static model => (model.Attribute, TransformationEmitter.Emit(model))
        );
}
