using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>What a step of an optimizer returns, and what a fold over batches carries.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Parameters">The parameters after the step.</param>
/// <param name="State">The optimizer's state after the step.</param>
/// <exception cref="ArgumentNullException">One of them is null.</exception>
public readonly record struct StepResult<T>(TensorSet<T> Parameters, OptimizerState<T> State)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The parameters after the step.</summary>
    public TensorSet<T> Parameters { get; init; } = Parameters ?? throw new ArgumentNullException(nameof(Parameters));

    /// <summary>The optimizer's state after the step.</summary>
    public OptimizerState<T> State { get; init; } = State ?? throw new ArgumentNullException(nameof(State));
}
