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
    /// <param name="typeOf">The type that a model was read from.</param>
    /// <param name="emit">Makes the kind of file, which ends its name, and its text of a model.</param>
    public static void RegisterDeclarations<TModel>(
        this IncrementalGeneratorInitializationContext context,
        string attribute,
        string step,
        Func<GeneratorAttributeSyntaxContext, CancellationToken, TModel?> read,
        Func<TModel, DeclaredType> typeOf,
        Func<TModel, (string Kind, SourceText Text)> emit
    )
        where TModel : class, IEquatable<TModel>
    {
        IncrementalValuesProvider<TModel> models = context
            .SyntaxProvider.ForAttributeWithMetadataName(
                attribute,
                static (node, _) => node is TypeDeclarationSyntax,
                (match, cancellation) => IsFirstDeclaration(match, cancellation) ? read(match, cancellation) : null
            )
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(step);
        // Two files of one name are an exception of the compiler, and it does not see the difference of case.
        IncrementalValueProvider<EquatableArray<string>> shared = models
            .Select((model, _) => typeOf(model).PlainFileName)
            .Collect()
            .Select(static (names, _) => Shared(names));
        context.RegisterSourceOutput(
            models.Combine(shared),
            (output, pair) =>
            {
                (TModel model, EquatableArray<string> sharedNames) = pair;
                (string kind, SourceText text) = emit(model);
                DeclaredType type = typeOf(model);
                bool isShared = sharedNames.Contains(type.PlainFileName, StringComparer.OrdinalIgnoreCase);
                output.AddSource(isShared ? type.DistinctHintName(kind) : type.HintName(kind), text);
            }
        );
    }

    /// <summary>Whether it is the first of the declarations with the attribute: where several parts of a type have it, the compiler says that one is too many.</summary>
    private static bool IsFirstDeclaration(GeneratorAttributeSyntaxContext match, CancellationToken cancellation)
    {
        INamedTypeSymbol? attribute = match.Attributes[0].AttributeClass;
        AttributeData? first = match
            .TargetSymbol.GetAttributes()
            .FirstOrDefault(data => SymbolEqualityComparer.Default.Equals(data.AttributeClass, attribute));
        return first?.ApplicationSyntaxReference is not { } place || match.TargetNode.Contains(place.GetSyntax(cancellation));
    }

    private static EquatableArray<string> Shared(IEnumerable<string> names) =>
        names
            .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .Where(same => same.Count() > 1)
            .Select(same => same.Key.ToUpperInvariant())
            .OrderBy(name => name, StringComparer.Ordinal)
            .ToEquatableArray();
}
