namespace Pullback.Ops;

/// <summary>
/// Weight and bias of a dense layer, declared by themselves so that several layers can share them:
/// <c>var shared = g.DenseParameters(64, 64); Node y = x.Dense(shared).Relu().Dense(shared);</c>. Their gradients add up.
/// </summary>
public sealed class DenseParameters
{
    internal DenseParameters(Graph graph, int handle, int inputs, int outputs)
    {
        Graph = graph;
        Handle = handle;
        Inputs = inputs;
        Outputs = outputs;
    }

    /// <summary>How many features a layer with these parameters reads.</summary>
    public int Inputs { get; }

    /// <summary>How many features it gives.</summary>
    public int Outputs { get; }

    internal Graph Graph { get; }

    internal int Handle { get; }
}
