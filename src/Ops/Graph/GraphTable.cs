using System.Globalization;
using System.Text;
using Pullback.Graphs;

namespace Pullback.Ops;

/// <summary>Writes a graph as an aligned table, one line per node.</summary>
internal static class GraphTable
{
    private static readonly string[] Heading = ["layer", "reads", "output", "parameters", "initialiser"];

    /// <param name="nodes">The nodes, in declaration order.</param>
    /// <param name="model">The complete graph, or null while parameters and initialisers are still open.</param>
    public static string Write(IReadOnlyList<GraphNode> nodes, GraphModel? model)
    {
        List<string[]> rows = [Heading];
        HashSet<int> counted = [];
        foreach (GraphNode node in nodes)
        {
            rows.Add([node.Name, Reads(nodes, node), Output(node), Count(node, model, counted), Initialisers(node, model)]);
        }
        if (model is not null)
        {
            rows.Add(Totals(model));
        }
        return Align(rows);
    }

    private static string Reads(IReadOnlyList<GraphNode> nodes, GraphNode node) =>
        string.Join(", ", node.Inputs.Select(id => nodes[id].Name));

    private static string Output(GraphNode node) =>
        node.Op is LabelsOp labels ? GraphNumbers.Text(labels.Classes) + " classes" : node.ShapeText;

    /// <summary>Shared parameters count where they are used first.</summary>
    private static string Count(GraphNode node, GraphModel? model, HashSet<int> counted)
    {
        if (model is null || node.Parameters.Count == 0)
        {
            return "";
        }
        if (!node.Parameters.All(counted.Add))
        {
            return "shared";
        }
        return Number(node.Parameters.Sum(index => (long)model.Parameters[index].ElementCount));
    }

    private static string Initialisers(GraphNode node, GraphModel? model)
    {
        if (node.Op is DropoutOp dropout)
        {
            return "rate " + GraphNumbers.Text(dropout.Rate);
        }
        if (model is null)
        {
            return "";
        }
        return string.Join("; ", node.Parameters.Select(index => Initialiser(model.Parameters[index])));
    }

    private static string Initialiser(ParameterDeclaration parameter)
    {
        string local = parameter.Name[(parameter.Name.LastIndexOf('.') + 1)..];
        string frozen = parameter.Trainable ? "" : " (frozen)";
        return $"{local} {ParameterInitializer.Of(parameter.Initializer)}{frozen}";
    }

    private static string[] Totals(GraphModel model)
    {
        long all = model.Parameters.Sum(parameter => (long)parameter.ElementCount);
        long trainable = model.Parameters.Where(parameter => parameter.Trainable).Sum(parameter => (long)parameter.ElementCount);
        return ["total", "", "", Number(all), Number(trainable) + " trainable"];
    }

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Align(List<string[]> rows)
    {
        int[] widths = Enumerable.Range(0, Heading.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        StringBuilder text = new();
        for (int i = 0; i < rows.Count; i++)
        {
            // Numbers align at their last digit, words at their first letter.
            IEnumerable<string> cells = rows[i]
                .Select((cell, column) => column == 3 ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
            text.Append(string.Join("  ", cells).TrimEnd()).Append('\n');
            if (i == 0)
            {
                text.Append('-', widths.Sum() + (2 * (widths.Length - 1))).Append('\n');
            }
        }
        return text.ToString().TrimEnd('\n');
    }
}
