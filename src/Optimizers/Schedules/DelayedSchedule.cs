namespace Pullback.Optimizers;

/// <summary>The first value of a schedule for some steps, then the schedule.</summary>
public sealed class DelayedSchedule : Schedule
{
    internal DelayedSchedule(Schedule schedule, long steps)
    {
        Inner = Closed(schedule);
        Steps = Require.NotNegative(steps);
    }

    /// <summary>The schedule that follows.</summary>
    public Schedule Inner { get; }

    /// <summary>For how many steps its first value is kept.</summary>
    public long Steps { get; }

    private protected override double Evaluate(long step) => Inner.At(Math.Max(0, step - Steps));

    private protected override SettingsDescription Describe() => new("Delayed", ("schedule", Inner), ("steps", Steps));
}

public abstract partial class Schedule
{
    /// <summary>This schedule after some steps with its first value: Optax's <c>transition_begin</c>.</summary>
    /// <param name="steps">For how many steps the first value is kept; not negative.</param>
    /// <returns>The schedule; of a constant, the constant.</returns>
    /// <exception cref="ArgumentException">The schedule follows a metric, so that it cannot be delayed.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is negative.</exception>
    public Schedule Delayed(long steps) => Folded(new DelayedSchedule(this, steps), this);
}
