using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>What <see cref="IGradientTransformation.Update"/> returns.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Updates">The updates: what an optimizer adds to the parameters. Of the parameters' layout.</param>
/// <param name="State">The next state.</param>
public readonly record struct TransformationResult<T>(TensorSet<T> Updates, OptimizerState<T> State)
    where T : unmanaged, IFloatingPointIeee754<T>;
