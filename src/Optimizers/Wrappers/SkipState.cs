using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>The state of a wrapper that skips some steps (<see cref="ApplyIfFinite"/>, <see cref="SkipLargeUpdates"/>): that of the optimizer, and counters.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class SkipState<T> : WrapperState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal SkipState(long step, OptimizerState<T> inner, long consecutive, long total)
        : base(step, inner)
    {
        Consecutive = Require.NotNegative(consecutive);
        Total = Require.NotNegative(total);
    }

    /// <summary>How many of the last steps in a row were bad; 0 when the last one was good.</summary>
    public long Consecutive { get; }

    /// <summary>How many steps were bad so far.</summary>
    public long Total { get; }

    /// <summary>Whether the last step was good; true before the first.</summary>
    public bool LastWasGood => Consecutive == 0;

    /// <inheritdoc/>
    protected override IReadOnlyList<KeyValuePair<string, double>> OwnScalars =>
        [new("consecutive", Consecutive), new("total", Total)];

    /// <summary>The state one step later.</summary>
    internal SkipState<T> Next(OptimizerState<T> inner, bool good) =>
        good ? new(NextStep, inner, 0, Total) : new(NextStep, inner, Consecutive + 1, Total + 1);

    /// <inheritdoc/>
    protected override OptimizerState<T> Rebuild(
        long step,
        IReadOnlyList<OptimizerState<T>> parts,
        IReadOnlyDictionary<string, TensorSet<T>> tensors,
        IReadOnlyDictionary<string, double> scalars
    ) => new SkipState<T>(step, parts[0], (long)scalars["consecutive"], (long)scalars["total"]);
}
