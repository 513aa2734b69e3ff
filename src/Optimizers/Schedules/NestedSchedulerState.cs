namespace Pullback.Optimizers;

/// <summary>The state of a schedule around another one, such as <see cref="WarmupSchedule"/>.</summary>
public sealed class NestedSchedulerState : SchedulerState
{
    /// <summary>A state from its parts, for example from a checkpoint.</summary>
    /// <param name="step">The number of updates of the outer schedule.</param>
    /// <param name="value">The value of the outer schedule.</param>
    /// <param name="inner">The state of the inner schedule.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is negative.</exception>
    public NestedSchedulerState(long step, double value, SchedulerState inner)
        : base(step, value)
    {
        ArgumentNullException.ThrowIfNull(inner);
        Inner = inner;
    }

    /// <summary>The state of the inner schedule.</summary>
    public SchedulerState Inner { get; }

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, double>> Scalars =>
        base.Scalars.Concat(Inner.Scalars.Select(s => new KeyValuePair<string, double>($"inner.{s.Key}", s.Value)));
}
