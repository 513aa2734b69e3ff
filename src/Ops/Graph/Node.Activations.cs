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

    /// <summary>The hyperbolic tangent: <see cref="Ops.Tanh"/>.</summary>
    /// <returns>A node of the same shape.</returns>
    public Node Tanh() => Apply<Tanh>();

    /// <summary>1 / (1 + exp(−x)): <see cref="Ops.Sigmoid"/>.</summary>
    /// <returns>A node of the same shape.</returns>
    public Node Sigmoid() => Apply<Sigmoid>();

    /// <summary>x · sigmoid(x): <see cref="Ops.Silu"/>.</summary>
    /// <returns>A node of the same shape.</returns>
    public Node Silu() => Apply<Silu>();

    /// <summary>x · Φ(x) with the distribution function of the normal distribution, exact: <see cref="Ops.Gelu"/>.</summary>
    /// <returns>A node of the same shape.</returns>
    public Node Gelu() => Apply<Gelu>();

    /// <summary>log(1 + exp(x)): <see cref="Ops.Softplus"/>.</summary>
    /// <returns>A node of the same shape.</returns>
    public Node Softplus() => Apply<Softplus>();

    /// <summary>x · tanh(softplus(x)): <see cref="Ops.Mish"/>.</summary>
    /// <returns>A node of the same shape.</returns>
    public Node Mish() => Apply<Mish>();
}
