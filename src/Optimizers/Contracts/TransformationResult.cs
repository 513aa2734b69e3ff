using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>What <see cref="IGradientTransformation.Update"/> returns.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Updates">The updates: what an optimizer adds to the parameters. Of the parameters' layout.</param>
/// <param name="State">The next state.</param>
/// <exception cref="ArgumentNullException">One of them is null.</exception>
public readonly record struct TransformationResult<T>(TensorSet<T> Updates, OptimizerState<T> State)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The updates: what an optimizer adds to the parameters. Of the parameters' layout.</summary>
    public TensorSet<T> Updates { get; init; } = Updates ?? throw new ArgumentNullException(nameof(Updates));

    /// <summary>The next state.</summary>
    public OptimizerState<T> State { get; init; } = State ?? throw new ArgumentNullException(nameof(State));
}
