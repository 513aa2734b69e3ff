using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>The state of <see cref="Lookahead"/>: that of the inner optimizer, and the slow weights.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class LookaheadState<T> : WrapperState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal LookaheadState(long step, OptimizerState<T> inner, TensorSet<T> slow)
        : base(step, inner) => Slow = slow;

    /// <summary>The slow weights of the tensors that are trained.</summary>
    public TensorSet<T> Slow { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<KeyValuePair<string, TensorSet<T>>> OwnTensors => [new("slow", Slow)];

    /// <summary>The state one step later.</summary>
    internal LookaheadState<T> Next(OptimizerState<T> inner, TensorSet<T> slow) => new(NextStep, inner, slow);

    /// <inheritdoc/>
    protected override OptimizerState<T> Rebuild(
        long step,
        IReadOnlyList<OptimizerState<T>> parts,
        IReadOnlyDictionary<string, TensorSet<T>> tensors,
        IReadOnlyDictionary<string, double> scalars
    ) => new LookaheadState<T>(step, parts[0], tensors["slow"]);
}
