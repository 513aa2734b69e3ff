using Pullback.Graphs;

namespace Pullback.Ops;

/// <summary>
/// A layer graph under declaration, and afterwards the graph as a value that can be printed and interpreted. Inputs are declared on it;
/// layers are methods of <see cref="Node"/>.
/// </summary>
/// <remarks>
/// The methods with which a graph is declared check names and shapes at once, and throw <see cref="ArgumentException"/> with the texts that the
/// analyzer reports at build time. A graph is declared by one thread; once <see cref="Define"/> has returned it, it is immutable.
/// </remarks>
public sealed partial class Graph
{
    private readonly GraphBuilder builder;
    private readonly Dictionary<int, ElementwiseHandle> elementwise = [];
    private readonly Dictionary<int, CustomHandle> custom = [];
    private GraphModel? model;

    private Graph() => builder = new GraphBuilder(static error => throw new ArgumentException(error.Message));

    /// <summary>The names and shapes of the parameters.</summary>
    /// <exception cref="InvalidOperationException">The graph is still being declared.</exception>
    public TensorLayout Layout => field ??= CreateLayout();

    internal GraphModel Complete =>
        model
        ?? throw new InvalidOperationException(
            "The graph is still being declared: Graph.Define completes it with the model that its function returns."
        );

    /// <summary>Runs a declaration and completes the graph: checks that every layer is used, and chooses the initialisers.</summary>
    /// <param name="define">The declaration, such as the <c>Define</c> of a class with <see cref="LayerGraphAttribute"/>.</param>
    /// <returns>The complete graph.</returns>
    /// <exception cref="ArgumentException">The declaration has a mistake; the message says which, with the shapes.</exception>
    public static Graph Define(Func<Graph, Model> define)
    {
        ArgumentNullException.ThrowIfNull(define);
        var graph = new Graph();
        var declared = define(graph) ?? throw new ArgumentException("The declaration returned no model.", nameof(define));
        graph.model = graph.builder.Complete(
            graph.IdOf(declared.Prediction),
            declared.Loss is null ? null : graph.IdOf(declared.Loss)
        );
        return graph;
    }

    /// <summary>Declares a matrix of real numbers that the caller hands in, one row per sample.</summary>
    /// <param name="name">Its name, which becomes a parameter of the emitted methods: an identifier, no keyword, used once.</param>
    /// <param name="features">How many numbers a sample has.</param>
    /// <param name="gradient">Whether the gradient of the loss with respect to it is wanted.</param>
    /// <returns>The node.</returns>
    /// <exception cref="ArgumentException">The name is impossible or taken, or <paramref name="features"/> is below one.</exception>
    public Node Input(string name, int features, bool gradient = false) => Node(Declaring.Input(name, features, gradient));

    /// <summary>Declares one class index per sample, from 0 to <paramref name="classes"/> − 1, that the caller hands in.</summary>
    /// <param name="name">Its name, under the rules of <see cref="Input"/>.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <returns>The node; <see cref="Ops.Node.SoftmaxCrossEntropy"/> reads it.</returns>
    /// <exception cref="ArgumentException">The name is impossible or taken, or <paramref name="classes"/> is below one.</exception>
    public Node Labels(string name, int classes) => Node(Declaring.Labels(name, classes));

    /// <summary>Declares real numbers that a loss compares a prediction with; the caller hands them in.</summary>
    /// <param name="name">Its name, under the rules of <see cref="Input"/>.</param>
    /// <param name="features">How many numbers a sample has.</param>
    /// <returns>The node; <see cref="Ops.Node.MeanSquaredError"/> reads it.</returns>
    /// <exception cref="ArgumentException">The name is impossible or taken, or <paramref name="features"/> is below one.</exception>
    public Node Target(string name, int features) => Node(Declaring.Target(name, features));

    /// <summary>
    /// Opens a scope: until it is disposed, layers are named inside it, <c>encoder.dense1.weight</c>. Scopes nest, and opening one
    /// again goes on counting.
    /// </summary>
    /// <param name="name">The scope's name, an identifier.</param>
    /// <returns>What closes the scope when it is disposed.</returns>
    /// <exception cref="ArgumentException">The name is impossible, or a layer has it.</exception>
    public IDisposable Scope(string name) => new OpenScope(Declaring, Declaring.OpenScope(name));

    /// <summary>Declares weight and bias of a dense layer by themselves, for several layers to share.</summary>
    /// <param name="inputs">How many features the layers read.</param>
    /// <param name="outputs">How many features they give.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="trainable">Whether they have a gradient; otherwise they keep their values.</param>
    /// <param name="name">A name instead of <c>dense</c> and ordinal.</param>
    /// <returns>The parameters, for <see cref="Ops.Node.Dense(Ops.DenseParameters)"/>.</returns>
    /// <exception cref="ArgumentException">The name is impossible or taken, or a size is below one.</exception>
    public DenseParameters DenseParameters(
        int inputs,
        int outputs,
        bool bias = true,
        bool trainable = true,
        string? name = null
    ) => new(this, Declaring.DenseParameters(inputs, outputs, bias, trainable, name), inputs, outputs);

    /// <summary>The graph as a table: layers, what they read, output shapes, parameters and how these start.</summary>
    /// <returns>Lines of text, the same under every culture.</returns>
    public override string ToString() => GraphTable.Write(builder.Nodes, model);

    /// <summary>The builder, as long as the graph may still grow.</summary>
    internal GraphBuilder Declaring =>
        model is null
            ? builder
            : throw new InvalidOperationException("The graph is complete: nothing can be declared on it any more.");

    internal Node Node(int id) => new(this, id, builder.Nodes[id].Features);

    internal Node Elementwise<TOp>(int input, double[] constants)
        where TOp : struct, IElementwiseOp
    {
        var handle = new ElementwiseHandle<TOp>();
        int id = Declaring.Elementwise(input, handle.Describe(), constants);
        elementwise.Add(id, handle);
        return Node(id);
    }

    internal Node Custom<TOp>(int input, int? width)
        where TOp : struct, ICustomOp
    {
        var handle = new CustomHandle<TOp>();
        int id = Declaring.Custom(input, handle.TypeName, handle.Kind, width);
        // The generator can't run the op, so that the declaration states the width, and here is where it is held to it.
        int actual = handle.OutputFeatures(builder.Nodes[input].Features);
        int stated = builder.Nodes[id].Features;
        if (actual != stated)
        {
            throw new ArgumentException(GraphErrors.CustomWidth(builder.Nodes[id].Name, stated, actual).Message);
        }
        custom.Add(id, handle);
        return Node(id);
    }

    internal string NameOf(int node) => builder.Nodes[node].Name;

    internal string Describe(int node) => builder.Nodes[node].Name + " " + builder.Nodes[node].ShapeText;

    internal ElementwiseHandle ElementwiseHandle(int node) => elementwise[node];

    internal CustomHandle CustomHandle(int node) => custom[node];

    /// <summary>The node's place in this graph; a node of another graph is refused.</summary>
    internal int IdOf(Node node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return ReferenceEquals(node.Graph, this)
            ? node.Id
            : throw new ArgumentException(
                "The node belongs to another graph: a graph can only be declared from its own nodes.",
                nameof(node)
            );
    }

    private TensorLayout CreateLayout() =>
        TensorLayout.Create(
            Complete.Parameters.Select(parameter => (parameter.Name, new Shape(parameter.Dimensions), parameter.Trainable))
        );

    private sealed class OpenScope(GraphBuilder builder, int depth) : IDisposable
    {
        public void Dispose() => builder.CloseScope(depth);
    }
}
