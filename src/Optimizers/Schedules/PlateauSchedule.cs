namespace Pullback.Optimizers;

/// <summary>Reduces a value when a metric has stopped improving.</summary>
/// <remarks>
/// <para>
/// Each <see cref="Update"/> takes the metric of the step (or epoch: whatever the caller counts). When it has not improved on the best one by
/// the threshold for more than <see cref="Patience"/> updates in a row, the value is multiplied by <see cref="Factor"/>, not below
/// <see cref="Minimum"/>, and for <see cref="Cooldown"/> updates nothing is counted. A NaN is never an improvement. The best metric of none is infinite,
/// and a relative threshold of 1 or more of that is never passed where smaller is better: then no metric counts as an improvement.
/// </para>
/// <para>
/// The value depends on what was measured, so there is no closed form: <see cref="Schedule.At"/> throws, and an optimizer with this schedule throws in
/// its first step. For a metric of every step put the transformation <see cref="Optimizers.ReduceOnPlateau"/> at the end of a chain. For one that is
/// measured now and then, keep the state, and give the optimizer its value: <c>optimizer.With(learningRate: state.Value)</c>. The semantics are those of
/// PyTorch's <c>ReduceLROnPlateau</c>.
/// </para>
/// </remarks>
public sealed class PlateauSchedule : Schedule
{
    internal PlateauSchedule(PlateauSettings settings)
    {
        Initial = Require.NotNegative(settings.Initial, "initial");
        Factor = Require.Shrinking(settings.Factor, "factor");
        Patience = Require.NotNegative(settings.Patience, "patience");
        Threshold = Require.NotNegative(settings.Threshold, "threshold");
        Relative = settings.Relative;
        Maximize = settings.Maximize;
        Cooldown = Require.NotNegative(settings.Cooldown, "cooldown");
        Minimum = Require.NotAbove(Require.NotNegative(settings.Minimum, "minimum"), Initial, "minimum", "initial");
        SmallestChange = Require.NotNegative(settings.SmallestChange, "smallestChange");
    }

    /// <summary>The first value.</summary>
    public double Initial { get; }

    /// <summary>What the value is multiplied by.</summary>
    public double Factor { get; }

    /// <summary>How many updates without improvement are accepted.</summary>
    public long Patience { get; }

    /// <summary>By how much a metric must be better than the best one.</summary>
    public double Threshold { get; }

    /// <summary>Whether the threshold is a fraction of the best metric, or an absolute number.</summary>
    public bool Relative { get; }

    /// <summary>Whether larger metrics are better.</summary>
    public bool Maximize { get; }

    /// <summary>How many updates after a reduction are not counted.</summary>
    public long Cooldown { get; }

    /// <summary>The value does not fall below it.</summary>
    public double Minimum { get; }

    /// <summary>A reduction by this or less is not made.</summary>
    public double SmallestChange { get; }

    /// <inheritdoc/>
    public override bool NeedsMetric => true;

    /// <inheritdoc/>
    public override SchedulerState Init() =>
        new PlateauState(0, Initial, Maximize ? double.NegativeInfinity : double.PositiveInfinity, 0, 0);

    /// <inheritdoc/>
    public override SchedulerState Update(SchedulerState state, double? metric = null)
    {
        PlateauState current = CheckState<PlateauState>(state);
        double measured =
            metric
            ?? throw new ArgumentNullException(nameof(metric), $"{this} follows a metric: Update needs one, but got none.");

        bool improved = IsBetter(measured, current.Best);
        long stalled = improved ? 0 : Next(current.Stalled);
        long cooldown = current.CooldownLeft;
        if (cooldown > 0)
        {
            cooldown--;
            stalled = 0;
        }

        double value = current.Value;
        if (stalled > Patience)
        {
            double reduced = Math.Max(value * Factor, Minimum);
            value = value - reduced > SmallestChange ? reduced : value;
            cooldown = Cooldown;
            stalled = 0;
        }

        return new PlateauState(Next(current.Step), value, improved ? measured : current.Best, stalled, cooldown);
    }

    // The bound of a relative threshold is one product, as in PyTorch: the best metric with its share added would round to another side of a tie.
    private bool IsBetter(double metric, double best)
    {
        if (Maximize)
        {
            return metric > (Relative ? best * (1 + Threshold) : best + Threshold);
        }

        return metric < (Relative ? best * (1 - Threshold) : best - Threshold);
    }

    private protected override double Evaluate(long step) =>
        throw new InvalidOperationException(
            $"{this} follows a metric, so its value at a step cannot be told from the step. In an optimizer, scale the updates instead: "
                + "Chain.Of(optimizer, new ReduceOnPlateau { … }), and give each step its metric, new StepInputs<T> { Metric = … }. "
                + "Or keep a state of Init and Update(state, metric), and use its Value: optimizer.With(learningRate: state.Value)."
        );

    private protected override SettingsDescription Describe() =>
        new(
            "ReduceOnPlateau",
            ("initial", Initial),
            ("factor", Factor),
            ("patience", Patience),
            ("threshold", Threshold),
            ("relative", Relative),
            ("maximize", Maximize),
            ("cooldown", Cooldown),
            ("minimum", Minimum),
            ("smallestChange", SmallestChange)
        );
}

/// <summary>The settings of <see cref="PlateauSchedule"/> on the way from the factory to the constructor.</summary>
internal readonly record struct PlateauSettings(
    double Initial,
    double Factor,
    long Patience,
    double Threshold,
    bool Relative,
    bool Maximize,
    long Cooldown,
    double Minimum,
    double SmallestChange
);

public abstract partial class Schedule
{
    /// <summary>Reduces a value when a metric has stopped improving. PyTorch's <c>ReduceLROnPlateau</c>.</summary>
    /// <param name="initial">The first value; not negative.</param>
    /// <param name="factor">What the value is multiplied by; above 0 and below 1.</param>
    /// <param name="patience">How many updates without improvement are accepted; not negative.</param>
    /// <param name="threshold">By how much a metric must be better than the best one; not negative.</param>
    /// <param name="relative">Whether the threshold is a fraction of the best metric, or an absolute number.</param>
    /// <param name="maximize">Whether larger metrics are better, as for an accuracy.</param>
    /// <param name="cooldown">How many updates after a reduction are not counted; not negative.</param>
    /// <param name="minimum">The value does not fall below it; not negative.</param>
    /// <param name="smallestChange">A reduction by this or less is not made; not negative.</param>
    /// <returns>
    /// The schedule: use <see cref="Init"/> and <see cref="Update"/>; <see cref="At"/> throws. As part of an optimizer see <see cref="Optimizers.ReduceOnPlateau"/>.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its bound.</exception>
    public static Schedule ReduceOnPlateau(
        double initial,
        double factor = 0.1,
        long patience = 10,
        double threshold = 1e-4,
        bool relative = true,
        bool maximize = false,
        long cooldown = 0,
        double minimum = 0,
        double smallestChange = 1e-8
    ) => new PlateauSchedule(new(initial, factor, patience, threshold, relative, maximize, cooldown, minimum, smallestChange));
}
