namespace Pullback.Optimizers;

/// <summary>One schedule until a step, then another, which sees its own steps from 0.</summary>
public sealed class JoinedSchedule : Schedule
{
    internal JoinedSchedule(Schedule first, long at, Schedule second)
    {
        First = Closed(first);
        Second = Closed(second);
        SecondFrom = Require.NotNegative(at);
    }

    /// <summary>The schedule before <see cref="SecondFrom"/>.</summary>
    public Schedule First { get; }

    /// <summary>The step at which the second one begins.</summary>
    public long SecondFrom { get; }

    /// <summary>The schedule from <see cref="SecondFrom"/> on.</summary>
    public Schedule Second { get; }

    private protected override double Evaluate(long step) => step < SecondFrom ? First.At(step) : Second.At(step - SecondFrom);

    private protected override SettingsDescription Describe() =>
        new("Joined", ("first", First), ("at", SecondFrom), ("second", Second));
}

public abstract partial class Schedule
{
    /// <summary>This schedule until a step, then another, which sees its own steps from 0. PyTorch's <c>SequentialLR</c>.</summary>
    /// <param name="at">The step at which <paramref name="next"/> begins; not negative.</param>
    /// <param name="next">The schedule that follows.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentException">One of the schedules follows a metric, so that it cannot be joined.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="at"/> is negative.</exception>
    public Schedule Then(long at, Schedule next) => new JoinedSchedule(this, at, Closed(next));
}
