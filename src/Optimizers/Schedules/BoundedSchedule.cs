namespace Pullback.Optimizers;

/// <summary>A schedule that does not leave an interval.</summary>
public sealed class BoundedSchedule : Schedule
{
    internal BoundedSchedule(Schedule schedule, double minimum, double maximum)
    {
        Inner = Closed(schedule);
        // Beyond these, there would be no finite value between the bounds.
        Minimum =
            minimum < double.PositiveInfinity
                ? Require.NotAbove(minimum, maximum)
                : throw Refused(nameof(minimum), "must be finite, or negative infinity for none", minimum);
        Maximum =
            maximum > double.NegativeInfinity
                ? maximum
                : throw Refused(nameof(maximum), "must be finite, or positive infinity for none", maximum);
    }

    /// <summary>The schedule within the bounds.</summary>
    public Schedule Inner { get; }

    /// <summary>The least value.</summary>
    public double Minimum { get; }

    /// <summary>The largest value.</summary>
    public double Maximum { get; }

    private protected override double Evaluate(long step) => Math.Clamp(Inner.At(step), Minimum, Maximum);

    private protected override SettingsDescription Describe() =>
        new("Bounded", ("schedule", Inner), ("minimum", Minimum), ("maximum", Maximum));

    private static ArgumentOutOfRangeException Refused(string name, string bound, double value) =>
        new(name, FormattableString.Invariant($"{name} {bound}, but is {value}."));
}

public abstract partial class Schedule
{
    /// <summary>This schedule, kept within an interval: the last value of a decay, or of a growth.</summary>
    /// <param name="minimum">The least value; negative infinity for none.</param>
    /// <param name="maximum">The largest value, not below the least; positive infinity for none.</param>
    /// <returns>The schedule; of a constant, a constant.</returns>
    /// <exception cref="ArgumentException">The schedule follows a metric, so that it cannot be bounded.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A bound is NaN, they are in the wrong order, or no finite number is between them.</exception>
    public Schedule Bounded(double minimum = double.NegativeInfinity, double maximum = double.PositiveInfinity) =>
        Folded(new BoundedSchedule(this, minimum, maximum), this);
}
