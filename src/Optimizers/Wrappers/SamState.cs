using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>The state of <see cref="Sam"/>: that of the inner optimizer, and the counters of the ascent.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class SamState<T> : WrapperState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal SamState(long step, OptimizerState<T> inner, OptimizerState<T> ascent)
        : base(step, inner) => Ascent = ascent;

    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, OptimizerState<T>>> NamedParts =>
        [new("inner", Inner), new("ascent", Ascent)];

    internal OptimizerState<T> Ascent { get; }

    /// <summary>The state one step later.</summary>
    internal SamState<T> Next(OptimizerState<T> inner, OptimizerState<T> ascent) => new(NextStep, inner, ascent);

    /// <inheritdoc/>
    protected override OptimizerState<T> Rebuild(
        long step,
        IReadOnlyList<OptimizerState<T>> parts,
        IReadOnlyDictionary<string, TensorSet<T>> tensors,
        IReadOnlyDictionary<string, double> scalars
    ) => new SamState<T>(step, parts[0], parts[1]);
}
