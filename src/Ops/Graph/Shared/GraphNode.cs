namespace Pullback.Graphs;

/// <summary>
/// One value of the graph: an op, what it reads, and the shape that follows. Nodes are numbered in declaration order,
/// and read only nodes before them, so that the list of a graph's nodes is already in execution order.
/// </summary>
/// <param name="Id">Its place in the list of nodes.</param>
/// <param name="Name">Scope, kind and ordinal: <c>encoder.dense1</c>. Inputs carry the name the user gave.</param>
/// <param name="Op">What it does.</param>
/// <param name="Inputs">The ids of the nodes it reads, in the order that its op says.</param>
/// <param name="Features">How many numbers it holds for one sample: 1 for labels and for a loss.</param>
/// <param name="Parameters">Indices of its parameters in <see cref="GraphModel.Parameters"/>, in the order that its op says.</param>
internal sealed record GraphNode(int Id, string Name, GraphOp Op, ValueList<int> Inputs, int Features, ValueList<int> Parameters)
{
    /// <summary>Whether the caller hands it in.</summary>
    public bool IsGiven => Op is InputOp or LabelsOp or TargetOp;

    /// <summary>Whether it is one number for a whole batch.</summary>
    public bool IsLoss => Op is LossOp;

    /// <summary>Its shape as messages, tables and emitted comments write it.</summary>
    public string ShapeText => Op is LossOp ? "scalar" : GraphShape.Text(Features);
}

/// <summary>How shapes are written.</summary>
internal static class GraphShape
{
    public static string Text(int features) => "[batch, " + GraphNumbers.Text(features) + "]";
}
