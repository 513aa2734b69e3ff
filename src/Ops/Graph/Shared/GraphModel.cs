namespace Pullback.Graphs;

/// <summary>
/// A complete, valid graph: what the run-time <c>Graph</c> interprets and the generator differentiates, fuses and emits.
/// Equal graphs are equal values, so that the generator can stop when an edit changed nothing that matters.
/// </summary>
/// <param name="Nodes">All nodes, in execution order.</param>
/// <param name="Parameters">All parameters; the index is the slot in the layout.</param>
/// <param name="Prediction">The id of the node that <c>Predict</c> returns.</param>
/// <param name="Loss">The id of the loss, if the graph has one.</param>
internal sealed record GraphModel(
    ValueList<GraphNode> Nodes,
    ValueList<ParameterDeclaration> Parameters,
    int Prediction,
    int? Loss
)
{
    public GraphNode PredictionNode => Nodes[Prediction];

    public GraphNode? LossNode => Loss is int id ? Nodes[id] : null;

    /// <summary>What the caller hands in, in declaration order: inputs, labels and targets.</summary>
    public IEnumerable<GraphNode> GivenNodes => Nodes.Where(node => node.IsGiven);

    /// <summary>The inputs whose gradient was asked for, in declaration order.</summary>
    public IEnumerable<GraphNode> GradientInputs => Nodes.Where(node => node.Op is InputOp { WantsGradient: true });

    /// <summary>Whether evaluation draws random numbers, and so takes a key.</summary>
    public bool IsRandom => Nodes.Any(node => node.Op is DropoutOp);

    /// <summary>
    /// For each node, whether <paramref name="target"/> depends on it: what has to be computed for the target, and no more.
    /// </summary>
    public bool[] NeededFor(int target)
    {
        bool[] needed = new bool[Nodes.Count];
        needed[target] = true;
        for (int id = target; id >= 0; id--)
        {
            if (!needed[id])
            {
                continue;
            }
            foreach (int input in Nodes[id].Inputs)
            {
                needed[input] = true;
            }
        }
        return needed;
    }

    /// <summary>
    /// For each node, whether a gradient must flow into it: it depends on a trainable parameter, or on an input
    /// whose gradient was asked for. Nothing is differentiated that nobody asks for.
    /// </summary>
    public bool[] NeedsGradient()
    {
        bool[] needs = new bool[Nodes.Count];
        foreach (GraphNode node in Nodes)
        {
            needs[node.Id] =
                node.Op is InputOp { WantsGradient: true }
                || node.Parameters.Any(parameter => Parameters[parameter].Trainable)
                || node.Inputs.Any(input => needs[input]);
        }
        return needs;
    }
}
