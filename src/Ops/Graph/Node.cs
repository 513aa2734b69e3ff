namespace Pullback.Ops;

/// <summary>
/// A value in a layer graph under declaration: a matrix with one row per sample, or a loss. Its methods append layers and ops, and give the new
/// node: <c>pixels.Dense(128).Relu().Dropout(0.2)</c>. A node may be read several times; its gradients add up.
/// </summary>
/// <remarks>Every method throws <see cref="ArgumentException"/> when shapes or constants do not fit, with the numbers in the message.</remarks>
public sealed partial class Node
{
    internal Node(Graph graph, int id, int features)
    {
        Graph = graph;
        Id = id;
        Features = features;
    }

    /// <summary>Its name: scope, kind and ordinal, <c>encoder.dense1</c>; under it the interpreter lists its value.</summary>
    public string Name => Graph.NameOf(Id);

    /// <summary>How many numbers the node holds for one sample.</summary>
    public int Features { get; }

    internal Graph Graph { get; }

    internal int Id { get; }

    /// <summary>A dense layer, <c>y = x · W + b</c>, with W stored (inputs, outputs).</summary>
    /// <param name="width">How many features it gives.</param>
    /// <param name="bias">Whether there is a bias, which starts at zero.</param>
    /// <param name="trainable">Whether its parameters have a gradient; otherwise they keep their values.</param>
    /// <param name="name">A name instead of <c>dense</c> and ordinal.</param>
    /// <returns>The node [batch, width].</returns>
    /// <exception cref="ArgumentException">The width is below one, the name is impossible or taken, or this node is a loss or given for one.</exception>
    public Node Dense(int width, bool bias = true, bool trainable = true, string? name = null) =>
        Graph.Node(Graph.Declaring.Dense(Id, width, bias, trainable, name));

    /// <summary>A dense layer with parameters that other layers use too.</summary>
    /// <param name="shared">The parameters, from <see cref="Ops.Graph.DenseParameters"/>.</param>
    /// <returns>The node [batch, outputs].</returns>
    /// <exception cref="ArgumentException">The parameters need another number of features, or belong to another graph.</exception>
    public Node Dense(DenseParameters shared)
    {
        ArgumentNullException.ThrowIfNull(shared);
        return ReferenceEquals(shared.Graph, Graph)
            ? Graph.Node(Graph.Declaring.Dense(Id, shared.Handle))
            : throw new ArgumentException(
                "The parameters belong to another graph: declare them on the graph of this node.",
                nameof(shared)
            );
    }

    /// <summary>An elementwise op: its formula at every element.</summary>
    /// <typeparam name="TOp">The op, a struct with <see cref="ElementwiseOpAttribute"/>.</typeparam>
    /// <param name="constants">The constants of the formula after x, in their order.</param>
    /// <returns>A node of the same shape.</returns>
    /// <exception cref="ArgumentException">The formula takes another number of constants, or one of them is not finite.</exception>
    public Node Apply<TOp>(params double[] constants)
        where TOp : struct, IElementwiseOp
    {
        ArgumentNullException.ThrowIfNull(constants);
        return Graph.Elementwise<TOp>(Id, constants);
    }

    /// <summary>
    /// Inverted dropout: in <c>Evaluate</c> each element becomes zero with probability <paramref name="rate"/>, and the others are multiplied by
    /// 1 / (1 − rate); in <c>Predict</c> nothing changes. Which elements, follows from the key and the element's place alone.
    /// </summary>
    /// <remarks>Nitish Srivastava, Geoffrey Hinton, Alex Krizhevsky, Ilya Sutskever and Ruslan Salakhutdinov, "Dropout", 2014.</remarks>
    /// <param name="rate">At least 0 and below 1.</param>
    /// <returns>A node of the same shape.</returns>
    /// <exception cref="ArgumentException">The rate is outside its range.</exception>
    public Node Dropout(double rate) => Graph.Node(Graph.Declaring.Dropout(Id, rate));

    /// <summary>
    /// Layer normalisation: each row minus its mean, divided by √(biased variance + ε), times a weight that starts at one, plus a bias that
    /// starts at zero.
    /// </summary>
    /// <remarks>Jimmy Ba, Jamie Kiros and Geoffrey Hinton, "Layer normalization", 2016.</remarks>
    /// <param name="epsilon">A positive number, which keeps rows of equal elements finite.</param>
    /// <param name="trainable">Whether its parameters have a gradient.</param>
    /// <param name="name">A name instead of <c>layerNorm</c> and ordinal.</param>
    /// <returns>A node of the same shape.</returns>
    /// <exception cref="ArgumentException">Epsilon is not positive and finite, or the name is impossible or taken.</exception>
    public Node LayerNorm(double epsilon = 1e-5, bool trainable = true, string? name = null) =>
        Graph.Node(Graph.Declaring.LayerNorm(Id, epsilon, trainable, name));

    /// <summary>An op with hand-written span kernels that gives as many features as it reads.</summary>
    /// <typeparam name="TOp">The op.</typeparam>
    /// <returns>A node of the same shape.</returns>
    /// <exception cref="ArgumentException">The op's <see cref="ICustomOp.OutputFeatures"/> gives another width.</exception>
    public Node Custom<TOp>()
        where TOp : struct, ICustomOp => Graph.Custom<TOp>(Id, width: null);

    /// <summary>An op with hand-written span kernels that changes the number of features.</summary>
    /// <typeparam name="TOp">The op.</typeparam>
    /// <param name="width">What its <see cref="ICustomOp.OutputFeatures"/> gives here. The generator can't run the op at build time, and so has to be told.</param>
    /// <returns>The node [batch, width].</returns>
    /// <exception cref="ArgumentException">The op's <see cref="ICustomOp.OutputFeatures"/> gives another width.</exception>
    public Node Custom<TOp>(int width)
        where TOp : struct, ICustomOp => Graph.Custom<TOp>(Id, width);

    /// <summary>
    /// The loss of a classifier: the mean over the batch of log Σⱼ exp zⱼ − z[label], in the form that does not overflow.
    /// </summary>
    /// <param name="labels">The right classes, from <see cref="Ops.Graph.Labels"/>, as many classes as this node has features.</param>
    /// <returns>The loss.</returns>
    /// <exception cref="ArgumentException">The argument is no labels, or the number of classes differs.</exception>
    public Node SoftmaxCrossEntropy(Node labels) => Graph.Node(Graph.Declaring.SoftmaxCrossEntropy(Id, Graph.IdOf(labels)));

    /// <summary>The loss of a regression: the mean over all elements of the squared difference.</summary>
    /// <param name="target">What is right, from <see cref="Ops.Graph.Target"/> (or an input without gradient), of the same shape.</param>
    /// <returns>The loss.</returns>
    /// <exception cref="ArgumentException">The argument is computed, or the shapes differ.</exception>
    public Node MeanSquaredError(Node target) => Graph.Node(Graph.Declaring.MeanSquaredError(Id, Graph.IdOf(target)));

    /// <summary>The sum, element by element: a residual connection.</summary>
    /// <param name="left">One node.</param>
    /// <param name="right">A node of the same shape.</param>
    /// <returns>A node of the same shape.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Node operator +(Node left, Node right) =>
        left.Graph.Node(left.Graph.Declaring.Add(left.Id, left.Graph.IdOf(right)));

    /// <summary>The difference, element by element.</summary>
    /// <param name="left">One node.</param>
    /// <param name="right">A node of the same shape.</param>
    /// <returns>A node of the same shape.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Node operator -(Node left, Node right) =>
        left.Graph.Node(left.Graph.Declaring.Subtract(left.Id, left.Graph.IdOf(right)));

    /// <summary>The product, element by element: a gate.</summary>
    /// <param name="left">One node.</param>
    /// <param name="right">A node of the same shape.</param>
    /// <returns>A node of the same shape.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Node operator *(Node left, Node right) =>
        left.Graph.Node(left.Graph.Declaring.Multiply(left.Id, left.Graph.IdOf(right)));

    /// <summary>A node times a constant.</summary>
    /// <param name="node">The node.</param>
    /// <param name="factor">A finite number.</param>
    /// <returns>A node of the same shape.</returns>
    /// <exception cref="ArgumentException">The factor is not finite.</exception>
    public static Node operator *(Node node, double factor) => node.Graph.Node(node.Graph.Declaring.Scale(node.Id, factor));

    /// <summary>A constant times a node.</summary>
    /// <param name="factor">A finite number.</param>
    /// <param name="node">The node.</param>
    /// <returns>A node of the same shape.</returns>
    /// <exception cref="ArgumentException">The factor is not finite.</exception>
    public static Node operator *(double factor, Node node) => node * factor;

    /// <summary>The node's name and shape.</summary>
    /// <returns>For instance <c>dense1 [batch, 128]</c>.</returns>
    public override string ToString() => Graph.Describe(Id);
}
