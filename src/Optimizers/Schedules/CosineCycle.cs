namespace Pullback.Optimizers;

/// <summary>One cycle of <see cref="Schedule.Sgdr"/>: a linear warm-up, then half a cosine wave down.</summary>
public sealed record CosineCycle
{
    /// <summary>A cycle without warm-up.</summary>
    /// <param name="peak">The highest value.</param>
    /// <param name="steps">The number of steps, those of the warm-up included; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its bound.</exception>
    public CosineCycle(double peak, long steps)
    {
        Peak = Require.Finite(peak);
        Steps = Require.AtLeastOne(steps);
    }

    /// <summary>The highest value.</summary>
    public double Peak { get; }

    /// <summary>The number of steps, those of the warm-up included.</summary>
    public long Steps { get; }

    /// <summary>The number of steps on the way up: not negative, less than <see cref="Steps"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    public long WarmupSteps
    {
        get;
        init
        {
            _ = Require.Above(Steps, value, nameof(Steps), nameof(WarmupSteps));
            field = Require.NotNegative(value, nameof(WarmupSteps));
        }
    }

    /// <summary>The first value of the warm-up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    public double StartAt
    {
        get;
        init => field = Require.Finite(value, nameof(StartAt));
    }

    /// <summary>The value at the end of the wave.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    public double Final
    {
        get;
        init => field = Require.Finite(value, nameof(Final));
    }

    /// <summary>The power to which the wave is raised; above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    public double Exponent
    {
        get;
        init => field = Require.Positive(value, nameof(Exponent));
    } = 1;

    /// <summary>The name and the settings.</summary>
    /// <returns>For example <c>CosineCycle(peak: 0.1, steps: 100, warmupSteps: 10, startAt: 0, final: 0, exponent: 1)</c>.</returns>
    public override string ToString() =>
        new SettingsDescription(
            nameof(CosineCycle),
            ("peak", Peak),
            ("steps", Steps),
            ("warmupSteps", WarmupSteps),
            ("startAt", StartAt),
            ("final", Final),
            ("exponent", Exponent)
        ).ToString();

    /// <summary>The cycle as a schedule of its own.</summary>
    internal Schedule ToSchedule() => Schedule.WarmupCosine(Peak, WarmupSteps, Steps, Final, Exponent, StartAt);
}

public abstract partial class Schedule
{
    /// <summary>Stochastic gradient descent with warm restarts (SGDR), each cycle with settings of its own. Optax's <c>sgdr_schedule</c>.</summary>
    /// <param name="cycles">The cycles, in their order; at least one. The last value of the last one is kept.</param>
    /// <returns>The schedule. For cycles that differ in length alone, and go on for ever, see <see cref="CosineRestarts"/>.</returns>
    /// <remarks>I. Loshchilov, F. Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", ICLR 2017.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="cycles"/> or one of them is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="cycles"/> is empty.</exception>
    public static Schedule Sgdr(IEnumerable<CosineCycle> cycles)
    {
        ArgumentNullException.ThrowIfNull(cycles);
        Schedule? joined = null;
        long start = 0;
        foreach ((int index, CosineCycle cycle) in cycles.Index())
        {
            ArgumentNullException.ThrowIfNull(cycle, ItemName(nameof(cycles), index));
            joined = joined is null ? cycle.ToSchedule() : joined.Then(start, cycle.ToSchedule());
            // Saturates: after so many steps nobody sees the cycle that follows.
            start = start > long.MaxValue - cycle.Steps ? long.MaxValue : start + cycle.Steps;
        }

        return joined ?? throw new ArgumentException("cycles must hold at least one cycle, but is empty.", nameof(cycles));
    }
}
