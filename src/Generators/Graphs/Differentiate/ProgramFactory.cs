using Pullback.Generators.Graphs.Programs;
using Pullback.Graphs;

namespace Pullback.Generators.Graphs.Differentiate;

/// <summary>Makes the programs of a graph's entry points.</summary>
internal static class ProgramFactory
{
    /// <summary>Prediction: without dropout, and nothing is saved.</summary>
    public static Program Predict(GraphModel graph)
    {
        var program = new ProgramBuilder(graph);
        ForwardPass forward = ForwardPass.Write(program, [graph.Prediction], training: false);
        PlaceOutput(program, forward);
        return program.Build();
    }

    /// <summary>Forward as in training, and backward from a given gradient of the prediction.</summary>
    public static Program Train(GraphModel graph, ValueList<string> outputDerivatives)
    {
        var program = new ProgramBuilder(graph);
        ForwardPass forward = ForwardPass.Write(program, [graph.Prediction], training: true);
        int seed = program.Add("outputGradient", graph.PredictionNode.Features, Storage.OutputGradient);
        BackwardPass.Write(program, forward, outputDerivatives, graph.Prediction, seed);
        PlaceOutput(program, forward);
        return program.Build();
    }

    /// <summary>
    /// Forward to a loss of something else than the prediction, and backward from it. Where the loss is one of the prediction itself,
    /// <see cref="Train"/> serves with the loss between its halves.
    /// </summary>
    public static Program? Evaluate(GraphModel graph, ValueList<string> outputDerivatives)
    {
        if (graph.LossNode is not { } loss || loss.Inputs[0] == graph.Prediction)
        {
            return null;
        }
        var program = new ProgramBuilder(graph);
        ForwardPass forward = ForwardPass.Write(program, [graph.Prediction, loss.Inputs[0]], training: true);
        GraphNode compared = graph.Nodes[loss.Inputs[0]];
        int gradient = program.Add(compared.Name + "Gradient", compared.Features);
        program.Forward.Add(new ComputeLoss(gradient, (LossOp)loss.Op, forward.Values[compared.Id], graph.Nodes[loss.Inputs[1]]));
        BackwardPass.Write(program, forward, outputDerivatives, compared.Id, gradient);
        PlaceOutput(program, forward);
        return program.Build();
    }

    /// <summary>Has the prediction written to where the caller wants it.</summary>
    private static void PlaceOutput(ProgramBuilder program, ForwardPass forward)
    {
        int prediction = forward.Values[program.Graph.Prediction];
        bool isSaved = program.Backward.Any(instruction => instruction.Reads.Contains(prediction));
        if (program.Values[prediction].Storage == Storage.Memory && !isSaved)
        {
            program.Place(prediction, Storage.Output, "output");
            return;
        }
        // It is an input of the graph, or backward reads it: the caller's copy is the caller's own.
        int output = program.Add("output", program.WidthOf(prediction), Storage.Output);
        program.Forward.Add(new Scale(output, prediction, 1));
    }
}
