using Pullback.Generators.Infrastructure;
using Pullback.Graphs;

namespace Pullback.Generators.Graphs.Emit;

/// <summary>Writes the checks that every entry point begins with: all of them, before anything is written.</summary>
internal static class CheckEmitter
{
    /// <summary>Checks the parameters and the inputs, and declares <c>rows</c>.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="givens">What the entry point is handed.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="takesEmpty">Whether a batch without samples is welcome.</param>
    public static void Write(SourceWriter writer, IReadOnlyList<Given> givens, GraphModel graph, bool takesEmpty)
    {
        writer
            .Line("// Everything that can be wrong is found before anything is written.")
            .Line($"{Types.Ops}.ElementType.Check<T>();")
            .Line("global::System.ArgumentNullException.ThrowIfNull(parameters);")
            .Line($"{Types.Throw}.IfLayoutDiffers(parameters.Layout, Layout, nameof(parameters));");
        Given first = givens[0];
        writer.Line($"int rows = {Types.Guard}.Rows({first.Name}.Length, {first.Features}, nameof({first.Name}));");
        foreach (Given other in givens.Skip(1))
        {
            writer.Line(
                $"{Types.Guard}.SameRows({other.Name}.Length, {other.Features}, nameof({other.Name}), rows, nameof({first.Name}));"
            );
        }
        if (!takesEmpty)
        {
            writer.Line($"{Types.Guard}.NotEmpty(rows, nameof({first.Name}));");
        }
        foreach (Given labels in givens.Where(given => given.IsLabels))
        {
            string classes = Literals.Int32(((LabelsOp)labels.Node.Op).Classes);
            writer.Line($"{Types.Guard}.Labels({labels.Name}, {classes}, nameof({labels.Name}));");
        }
        foreach (GraphNode node in graph.Nodes.Where(node => node.Op is CustomOp))
        {
            string width = Literals.Int32(graph.Nodes[node.Inputs[0]].Features);
            writer.Line(
                $"{Types.Kernels}.CustomKernel.CheckWidth<{((CustomOp)node.Op).TypeName}>({width}, {Literals.Int32(node.Features)});"
            );
        }
    }

    /// <summary>Checks that a span has so many elements for each sample.</summary>
    public static void Length(SourceWriter writer, string name, string columns) =>
        writer.Line($"{Types.Throw}.IfLengthDiffers({name}.Length, rows * {columns}, nameof({name}));");

    /// <summary>Checks that what is written does not overlap what is read.</summary>
    public static void Disjoint(SourceWriter writer, IEnumerable<string> sources, string destination)
    {
        foreach (string source in sources)
        {
            writer.Line(
                $"{Types.Guard}.Disjoint<T>({source}, {destination}, nameof({source.Split('.')[0]}), nameof({destination}));"
            );
        }
    }
}
