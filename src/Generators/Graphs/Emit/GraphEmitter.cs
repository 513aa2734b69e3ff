using Pullback.Generators.Infrastructure;

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
            writer.Line($"namespace {declaration.Type.Namespace};").Line().Lines(ShortNames.Directives).Line();
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
        return ShortNames.Shorten(writer.ToString(), declaration.TakenNames, declaration.Content?.Graph);
    }
}
