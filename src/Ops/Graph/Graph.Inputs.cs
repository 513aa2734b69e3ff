using Pullback.Graphs;

namespace Pullback.Ops;

public sealed partial class Graph
{
    /// <summary>What the graph has to be given, in declaration order: inputs, labels and targets.</summary>
    /// <exception cref="InvalidOperationException">The graph is still being declared.</exception>
    public IReadOnlyList<GraphInput> Inputs => field ??= [.. Complete.GivenNodes.Select(Describe)];

    /// <summary>Whether the graph has a loss.</summary>
    /// <exception cref="InvalidOperationException">The graph is still being declared.</exception>
    public bool HasLoss => Complete.Loss is not null;

    /// <summary>The name of the node that is the prediction, under which the interpreter lists its value.</summary>
    /// <exception cref="InvalidOperationException">The graph is still being declared.</exception>
    public string PredictionName => Complete.PredictionNode.Name;

    /// <summary>How many features the prediction has.</summary>
    /// <exception cref="InvalidOperationException">The graph is still being declared.</exception>
    public int PredictionFeatures => Complete.PredictionNode.Features;

    private static GraphInput Describe(GraphNode node) =>
        new(
            node.Name,
            node.Features,
            node.Op is LabelsOp labels ? labels.Classes : 0,
            node.Op is TargetOp,
            node.Op is InputOp { WantsGradient: true }
        );
}
