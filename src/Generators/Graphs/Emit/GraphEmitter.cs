using Pullback.Generators.Infrastructure;
using Pullback.Graphs;

namespace Pullback.Generators.Graphs.Emit;

/// <summary>Writes the other part of a [LayerGraph] class: a pure function of its declaration.</summary>
internal static class GraphEmitter
{
    public static string Emit(GraphDeclaration declaration) => Emit(declaration, CompileOptions.Default);

    public static string Emit(GraphDeclaration declaration, CompileOptions options)
    {
        var writer = new SourceWriter();
        GeneratedFile.WriteHeader(writer, $"[LayerGraph] {declaration.Type.Name}.Define");
        if (declaration.Type.Namespace.Length > 0)
        {
            writer.Line($"namespace {declaration.Type.Namespace};").Line().Lines(ShortNames.Directives(forRules: false)).Line();
        }
        using ((declaration.Type with { Namespace = string.Empty }).Open(writer))
        {
            if (declaration.Content is { Graph: { } graph } content)
            {
                CompiledGraph compiled = CompiledGraph.Of(graph, content.OutputDerivatives, options);
                new WholeGraphEmitter(writer, declaration.Type, content.Signature, compiled).Write();
            }
            else
            {
                BrokenGraphEmitter.Write(writer, declaration.Type, declaration.Content?.Signature);
            }
        }
        return ShortNames.Shorten(writer.ToString(), declaration.TakenNames, Members(declaration.Content?.Graph));
    }

    /// <summary>The members that the names of the graph become.</summary>
    private static IEnumerable<string> Members(GraphModel? graph) =>
        graph is null
            ? []
            : graph
                .Nodes.Select(node => node.Name)
                .Concat(graph.Parameters.Select(p => p.Name))
                .SelectMany(name => name.Split('.'))
                .Select(GraphNames.PascalCase);
}
