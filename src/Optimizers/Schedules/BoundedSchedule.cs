namespace Pullback.Optimizers;

/// <summary>A schedule that does not leave an interval.</summary>
public sealed class BoundedSchedule : Schedule
{
    internal BoundedSchedule(Schedule schedule, double minimum, double maximum)
    {
        Inner = Closed(schedule);
        if (double.IsNaN(minimum) || double.IsNaN(maximum) || minimum > maximum)
        {
            throw new ArgumentOutOfRangeException(
                nameof(minimum),
                FormattableString.Invariant($"minimum must not be above maximum, {maximum}, but is {minimum}.")
            );
        }

        Minimum = minimum;
        Maximum = maximum;
    }

    /// <summary>The schedule within the bounds.</summary>
    public Schedule Inner { get; }

    /// <summary>The least value.</summary>
    public double Minimum { get; }

    /// <summary>The largest value.</summary>
    public double Maximum { get; }

    private protected override double Evaluate(long step) => Math.Clamp(Inner.At(step), Minimum, Maximum);

    private protected override ScheduleDescription Describe() =>
        new("Bounded", ("schedule", Inner), ("minimum", Minimum), ("maximum", Maximum));
}

public abstract partial class Schedule
{
    /// <summary>This schedule, kept within an interval: the last value of a decay, or of a growth.</summary>
    /// <param name="minimum">The least value.</param>
    /// <param name="maximum">The largest value; not below the least.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentException">The schedule follows a metric, so that it cannot be bounded.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A bound is NaN, or they are in the wrong order.</exception>
    public Schedule Bounded(double minimum = double.NegativeInfinity, double maximum = double.PositiveInfinity) =>
        new BoundedSchedule(this, minimum, maximum);
}
