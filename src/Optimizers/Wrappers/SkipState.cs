using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>The state of a wrapper that skips some steps: that of the optimizer, and counters.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class SkipState<T> : WrapperState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected SkipState(long step, OptimizerState<T> inner, long consecutive, long total)
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
        good ? Make(NextStep, inner, 0, Total) : Make(NextStep, inner, After(Consecutive), After(Total));

    /// <summary>A state of the same kind.</summary>
    private protected abstract SkipState<T> Make(long step, OptimizerState<T> inner, long consecutive, long total);

    /// <inheritdoc/>
    protected override OptimizerState<T> Rebuild(
        long step,
        IReadOnlyList<OptimizerState<T>> parts,
        IReadOnlyDictionary<string, TensorSet<T>> tensors,
        IReadOnlyDictionary<string, double> scalars
    ) => Make(step, parts[0], Require.Count(scalars["consecutive"], "consecutive"), Require.Count(scalars["total"], "total"));
}

/// <summary>The state of <see cref="ApplyIfFinite"/>.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class ApplyIfFiniteState<T> : SkipState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal ApplyIfFiniteState(long step, OptimizerState<T> inner, long consecutive, long total)
        : base(step, inner, consecutive, total) { }

    private protected override SkipState<T> Make(long step, OptimizerState<T> inner, long consecutive, long total) =>
        new ApplyIfFiniteState<T>(step, inner, consecutive, total);
}

/// <summary>The state of <see cref="SkipLargeUpdates"/>.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class SkipLargeUpdatesState<T> : SkipState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal SkipLargeUpdatesState(long step, OptimizerState<T> inner, long consecutive, long total)
        : base(step, inner, consecutive, total) { }

    private protected override SkipState<T> Make(long step, OptimizerState<T> inner, long consecutive, long total) =>
        new SkipLargeUpdatesState<T>(step, inner, consecutive, total);
}
