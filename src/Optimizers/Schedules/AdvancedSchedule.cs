namespace Pullback.Optimizers;

/// <summary>A schedule without its first steps.</summary>
public sealed class AdvancedSchedule : Schedule
{
    internal AdvancedSchedule(Schedule schedule, long steps)
    {
        Inner = Closed(schedule);
        Steps = Require.NotNegative(steps);
    }

    /// <summary>The whole schedule.</summary>
    public Schedule Inner { get; }

    /// <summary>How many of its steps are left out.</summary>
    public long Steps { get; }

    // Saturates, as the counters of the states do.
    private protected override double Evaluate(long step) =>
        Inner.At(step > long.MaxValue - Steps ? long.MaxValue : step + Steps);

    private protected override SettingsDescription Describe() => new("Advanced", ("schedule", Inner), ("steps", Steps));
}

public abstract partial class Schedule
{
    /// <summary>This schedule from a later step on, for example to go on with an interrupted training whose optimizer starts afresh.</summary>
    /// <param name="steps">How many steps are left out; not negative.</param>
    /// <returns>The schedule whose value at step t is that of this one at <c>t + steps</c>; of a constant, the constant.</returns>
    /// <exception cref="ArgumentException">The schedule follows a metric, so that it cannot be advanced.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is negative.</exception>
    public Schedule Advanced(long steps) => Folded(new AdvancedSchedule(this, steps), this);
}
