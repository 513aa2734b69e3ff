using Pullback.Graphs;

namespace Pullback.Ops;

/// <summary>All values of one interpreted run, in double: of nodes, of parameters, and of their gradients.</summary>
internal sealed class Frame
{
    public Frame(Graph graph, int rows, double[][] parameters, RandomKey? key)
    {
        Graph = graph;
        Rows = rows;
        Parameters = parameters;
        Key = key;
        GraphModel model = graph.Complete;
        Values = model.Nodes.Select(node => new double[node.IsLoss ? 1 : checked(rows * node.Features)]).ToArray();
        Gradients = Values.Select(value => new double[value.Length]).ToArray();
        Labels = new int[model.Nodes.Count][];
        ParameterGradients = parameters.Select(parameter => new double[parameter.Length]).ToArray();
    }

    public Graph Graph { get; }

    /// <summary>How many samples the batch has.</summary>
    public int Rows { get; }

    /// <summary>By node: rows × features, row-major; one number for a loss.</summary>
    public double[][] Values { get; }

    /// <summary>By node: ∂(what is differentiated)/∂value.</summary>
    public double[][] Gradients { get; }

    /// <summary>By node: class indices, for labels only.</summary>
    public int[][] Labels { get; }

    /// <summary>By slot.</summary>
    public double[][] Parameters { get; }

    /// <summary>By slot. Those of parameters that are not trainable are computed too, and dropped at the end: the interpreter saves nothing.</summary>
    public double[][] ParameterGradients { get; }

    /// <summary>The key of dropout; null in prediction, where dropout does nothing.</summary>
    public RandomKey? Key { get; }

    public double[] Input(GraphNode node, int index = 0) => Values[node.Inputs[index]];

    public double[] InputGradient(GraphNode node, int index = 0) => Gradients[node.Inputs[index]];

    public double[] Output(GraphNode node) => Values[node.Id];

    public double[] OutputGradient(GraphNode node) => Gradients[node.Id];

    /// <summary>How many features an input of the node has.</summary>
    public int InputFeatures(GraphNode node, int index = 0) => Graph.Complete.Nodes[node.Inputs[index]].Features;
}
