namespace Pullback.Optimizers;

/// <summary>A straight line up to the first value of another schedule, which then begins.</summary>
/// <remarks>
/// Without a start value, step t of n is <c>peak · (t + 1) / n</c>: no step is wasted on a rate of 0, and the last one has the peak.
/// With one it is <c>start + (peak − start) · t / n</c>, which begins at the start value, as Optax's warm-ups do. P. Goyal et al., "Accurate, Large
/// Minibatch SGD: Training ImageNet in 1 Hour", 2017.
/// </remarks>
public sealed class WarmupSchedule : Schedule
{
    internal WarmupSchedule(Schedule schedule, long steps, double? startAt)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        Inner = schedule;
        Steps = Require.NotNegative(steps);
        StartAt = startAt is { } start ? Require.Finite(start, nameof(startAt)) : null;
    }

    /// <summary>The schedule that follows; it sees its own steps, from 0.</summary>
    public Schedule Inner { get; }

    /// <summary>The number of steps on the way up.</summary>
    public long Steps { get; }

    /// <summary>The first value, or null for one n-th of the peak.</summary>
    public double? StartAt { get; }

    /// <inheritdoc/>
    public override bool NeedsMetric => Inner.NeedsMetric;

    /// <inheritdoc/>
    public override SchedulerState Init()
    {
        SchedulerState inner = Inner.Init();
        return new NestedSchedulerState(0, Value(0, inner.Value), inner);
    }

    /// <inheritdoc/>
    /// <remarks>While it warms up, no metric is looked at.</remarks>
    public override SchedulerState Update(SchedulerState state, double? metric = null)
    {
        NestedSchedulerState current = CheckState<NestedSchedulerState>(state);
        SchedulerState inner = current.Step < Steps ? current.Inner : Inner.Update(current.Inner, metric);
        long next = Next(current.Step);
        return new NestedSchedulerState(next, Value(next, inner.Value), inner);
    }

    private protected override double Evaluate(long step) => Value(step, Inner.At(Math.Max(0, step - Steps)));

    /// <summary>The line on the way up; afterwards the value of the schedule that follows.</summary>
    private double Value(long step, double inner)
    {
        if (step >= Steps)
        {
            return inner;
        }

        if (StartAt is { } start)
        {
            return Blend.Of(Interpolation.Linear, step, Steps).Between(start, inner);
        }

        // A share of the peak is at most the peak, and all of it is exact; the peak times a count could round past it, or overflow.
        return inner * ((step + 1) / (double)Steps);
    }

    private protected override SettingsDescription Describe() =>
        new("Warmup", ("schedule", Inner), ("steps", Steps), ("startAt", StartAt));
}

public abstract partial class Schedule
{
    /// <summary>This schedule after a linear warm-up to its first value.</summary>
    /// <param name="steps">The number of steps on the way up; this schedule sees its step 0 after them.</param>
    /// <param name="startAt">
    /// The value of the first step; then step t is <c>startAt + (peak − startAt) · t / steps</c>. Without it, step t is <c>peak · (t + 1) / steps</c>.
    /// </param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its bound.</exception>
    public Schedule Warmup(long steps, double? startAt = null) => new WarmupSchedule(this, steps, startAt);
}
