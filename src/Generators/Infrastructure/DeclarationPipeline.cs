using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Pullback.Generators.Infrastructure;

/// <summary>The pipeline of the generators of optimizers: types with an attribute are read into models, and each model becomes a file.</summary>
/// <remarks>
/// Reading gives an equatable model, so that emission runs again only when the model has changed; a model that is <see langword="null"/> is one that nothing
/// can be made of. Nothing is reported on the way: analyzers share the reading stage and report with real locations.
/// </remarks>
internal static class DeclarationPipeline
{
    /// <summary>Registers the pipeline of an attribute.</summary>
    /// <param name="context">The generator's context.</param>
    /// <param name="attribute">The full name of the attribute.</param>
    /// <param name="step">The name of the reading step, by which tests ask for the reasons of its runs.</param>
    /// <param name="read">Reads a type into its model.</param>
    /// <param name="emit">Makes the file's name and text of a model.</param>
    public static void RegisterDeclarations<TModel>(
        this IncrementalGeneratorInitializationContext context,
        string attribute,
        string step,
        Func<GeneratorAttributeSyntaxContext, CancellationToken, TModel?> read,
        Func<TModel, (string HintName, SourceText Text)> emit
    )
        where TModel : class, IEquatable<TModel>
    {
        IncrementalValuesProvider<TModel> models = context
            .SyntaxProvider.ForAttributeWithMetadataName(attribute, static (node, _) => node is TypeDeclarationSyntax, read)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(step);
        context.RegisterSourceOutput(
            models,
            (output, model) =>
            {
                (string hintName, SourceText text) = emit(model);
                output.AddSource(hintName, text);
            }
        );
    }
}
