namespace Pullback.Ops;

/// <content>The activations of the library, by name.</content>
public sealed partial class Node
{
    /// <summary>max(x, 0): <see cref="Ops.Relu"/>.</summary>
    /// <returns>A node of the same shape.</returns>
    public Node Relu() => Apply<Relu>();

    /// <summary>x where it is positive, else slope · x: <see cref="Ops.LeakyRelu"/>.</summary>
    /// <param name="negativeSlope">The slope below zero.</param>
    /// <returns>A node of the same shape.</returns>
    public Node LeakyRelu(double negativeSlope = 0.01) => Apply<LeakyRelu>(negativeSlope);
}
