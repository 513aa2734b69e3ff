using Pullback.Generators.Infrastructure;
using Pullback.Graphs;

namespace Pullback.Generators.Graphs.Emit;

/// <summary>Writes the graph as an aligned list: each node with its shape and what it is made of.</summary>
internal static class GraphComment
{
    public static void Write(SourceWriter writer, CompiledGraph compiled)
    {
        GraphModel graph = compiled.Graph;
        int name = graph.Nodes.Max(node => node.Name.Length);
        int shape = graph.Nodes.Max(node => Shape(node).Length);
        writer.Line("// The graph:");
        foreach (GraphNode node in graph.Nodes)
        {
            writer.Line($"//   {node.Name.PadRight(name)}  {Shape(node).PadRight(shape)}  {Describe(graph, node)}");
        }
        writer.Line("//");
        writer.Line(
            $"// Working memory for each sample: {Literals.Int32(compiled.Train.Plan.Width)} elements in training, {Literals.Int32(compiled.Predict.Plan.Width)} in prediction."
        );
        writer.Line();
    }

    private static string Shape(GraphNode node) =>
        node.Op is LabelsOp labels ? Literals.Int32(labels.Classes) + " classes" : node.ShapeText;

    private static string Describe(GraphModel graph, GraphNode node)
    {
        string[] inputs = [.. node.Inputs.Select(id => graph.Nodes[id].Name)];
        string[] parameters = [.. node.Parameters.Select(slot => graph.Parameters[slot].Name)];
        string text = node.Op switch
        {
            InputOp { WantsGradient: true } => "input, with its gradient",
            InputOp => "input",
            LabelsOp => "labels",
            TargetOp => "target",
            DenseOp => $"{inputs[0]} · {string.Join(" + ", parameters)}",
            ElementwiseOp op when op.Constants.Count > 0 =>
                $"{op.Function.Kind}({inputs[0]}; {string.Join(", ", op.Constants.Select(Literals.Double))})",
            DropoutOp op => $"{inputs[0]}, dropped with probability {Literals.Double(op.Rate)} in training",
            ScaleOp op => $"{Literals.Double(op.Factor)} · {inputs[0]}",
            AddOp => $"{inputs[0]} + {inputs[1]}",
            SubtractOp => $"{inputs[0]} − {inputs[1]}",
            MultiplyOp => $"{inputs[0]} · {inputs[1]}, element by element",
            _ => $"{node.Op.Kind}({string.Join(", ", inputs.Concat(parameters))})",
        };
        return text
            + (
                node.Id == graph.Prediction ? "  ← prediction"
                : node.Id == graph.Loss ? "  ← loss"
                : ""
            );
    }
}
