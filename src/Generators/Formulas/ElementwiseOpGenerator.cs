using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Pullback.Generators.Diagnostics;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Formulas;

/// <summary>Adds the lanes and the derivative to every [ElementwiseOp] struct.</summary>
/// <remarks>
/// Pipeline only. Reading gives an equatable model; emission runs again when the model has changed, which neither moving nor commenting code does. Nothing is
/// reported here: <see cref="ElementwiseOpAnalyzer"/> reads the same way and reports with real locations.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class ElementwiseOpGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ElementwiseOpModel> models = context
            .SyntaxProvider.ForAttributeWithMetadataName(
                KnownNames.ElementwiseOpAttribute,
                static (node, _) => node is TypeDeclarationSyntax,
                static (match, cancellation) =>
                    ElementwiseOpReader.Read(
                        (INamedTypeSymbol)match.TargetSymbol,
                        match.SemanticModel.Compilation,
                        new DiagnosticBag(),
                        cancellation
                    )
            )
            .WithTrackingName(StepNames.ReadElementwiseOp)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!);

        context.RegisterSourceOutput(
            models,
            static (output, model) => output.AddSource(model.Type.HintName("ElementwiseOp"), ElementwiseOpEmitter.Emit(model))
        );
    }
}
