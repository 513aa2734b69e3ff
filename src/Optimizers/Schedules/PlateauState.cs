namespace Pullback.Optimizers;

/// <summary>The state of <see cref="PlateauSchedule"/>.</summary>
public sealed class PlateauState : SchedulerState
{
    /// <summary>A state from its parts, for example from a checkpoint.</summary>
    /// <param name="step">The number of updates so far.</param>
    /// <param name="value">The value now.</param>
    /// <param name="best">The best metric so far.</param>
    /// <param name="stalled">The number of updates in a row without improvement.</param>
    /// <param name="cooldownLeft">The number of updates that will not be counted.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public PlateauState(long step, double value, double best, long stalled, long cooldownLeft)
        : base(step, value)
    {
        Best = best;
        Stalled = Require.NotNegative(stalled);
        CooldownLeft = Require.NotNegative(cooldownLeft);
    }

    /// <summary>The best metric so far; infinite before the first.</summary>
    public double Best { get; }

    /// <summary>The number of updates in a row without improvement.</summary>
    public long Stalled { get; }

    /// <summary>The number of updates that will not be counted.</summary>
    public long CooldownLeft { get; }

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, double>> Scalars =>
        base.Scalars.Concat([new("best", Best), new("stalled", Stalled), new("cooldownLeft", CooldownLeft)]);
}
