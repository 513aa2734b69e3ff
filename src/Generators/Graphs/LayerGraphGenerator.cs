using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Pullback.Generators.Diagnostics;
using Pullback.Generators.Graphs.Emit;
using Pullback.Generators.Graphs.Read;
using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Graphs;

/// <summary>
/// The pipeline of [LayerGraph]: read → (differentiate → fuse → plan → emit). The read step gives an equatable model; when an edit leaves it equal, nothing
/// after it runs. What is wrong is reported by <see cref="LayerGraphAnalyzer"/>, which shares the read stage.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class LayerGraphGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<GraphDeclaration?> declarations = context
            .SyntaxProvider.ForAttributeWithMetadataName(
                KnownNames.LayerGraphAttribute,
                static (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax,
                static (attributed, cancellation) => Read(attributed, cancellation)
            )
            .WithTrackingName(StepNames.ReadLayerGraph);

        context.RegisterSourceOutput(
            declarations.Where(static declaration => declaration is not null),
            static (output, declaration) =>
                output.AddSource(declaration!.Type.HintName("LayerGraph"), GraphEmitter.Emit(declaration))
        );
    }

    private static GraphDeclaration? Read(GeneratorAttributeSyntaxContext attributed, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)attributed.TargetSymbol;
        // A second attribute, on another part of the class, is the compiler's to report: the class is emitted once.
        SyntaxReference? first = type.GetAttributes()
            .First(data => data.AttributeClass?.ToDisplayString() == KnownNames.LayerGraphAttribute)
            .ApplicationSyntaxReference;
        if (
            first is null
            || first.SyntaxTree != attributed.TargetNode.SyntaxTree
            || !attributed.TargetNode.Span.Contains(first.Span)
        )
        {
            return null;
        }
        // The bag is dropped: see its remarks.
        return GraphDeclarationReader.Read(type, attributed.SemanticModel.Compilation, new DiagnosticBag(), cancellation);
    }
}
