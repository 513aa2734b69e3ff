using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Scales updates by a factor that falls when a metric has stopped improving: a learning rate that follows the training.</summary>
/// <remarks>
/// <para>
/// <c>u = s g</c>; when the metric has not improved on the best one by the threshold for more than <see cref="Patience"/> evaluations in a row, <c>s ← max(s · factor, minimum)</c>.
/// </para>
/// <para>
/// Every step needs <see cref="StepInputs{T}.Metric"/>, or else <see cref="StepInputs{T}.Loss"/>; of the noisy ones of batches, the mean of
/// <see cref="AccumulationSize"/> steps is one evaluation. The evaluation of a step counts for that step already. The scale and the counters are numbers of the state:
/// they are saved, and <c>state.GetScalar("scale")</c> reads the scale. The decisions are those of <see cref="PlateauSchedule"/>. A metric of NaN is never an improvement.
/// </para>
/// <para>
/// It stands at the end of a chain. To follow a metric that is measured now and then, once an epoch, use the schedule itself and
/// <c>optimizer.With(learningRate: state.Value)</c>.
/// </para>
/// <para>
/// Differences: PyTorch's <c>ReduceLROnPlateau</c> is called beside the optimizer and keeps rates, not a scale. Optax's <c>reduce_on_plateau</c> has its relative and its
/// absolute tolerance at once, and smaller is better always.
/// </para>
/// <para>The PyTorch authors, "ReduceLROnPlateau", PyTorch documentation, 2017.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ReduceOnPlateau : IGradientTransformation
{
    /// <summary>What the scale is multiplied by; above 0 and below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [Shrinking]
    public partial double Factor { get; init; } = 0.1;

    /// <summary>How many evaluations without improvement are accepted; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    [NotNegative]
    public partial long Patience { get; init; } = 10;

    /// <summary>By how much a metric must be better than the best one; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    [NotNegative]
    public partial double Threshold { get; init; } = 1e-4;

    /// <summary>Whether the threshold is a fraction of the best metric, or an absolute number.</summary>
    public bool Relative { get; init; } = true;

    /// <summary>Whether larger metrics are better, as for an accuracy.</summary>
    public bool Maximize { get; init; }

    /// <summary>How many evaluations after a reduction are not counted; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    [NotNegative]
    public partial long Cooldown { get; init; }

    /// <summary>The scale, which starts at 1, does not fall below it: from 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [Fraction]
    public partial double Minimum { get; init; }

    /// <summary>How many steps make one evaluation, whose metric is their mean; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    [AtLeastOne]
    public partial long AccumulationSize { get; init; } = 1;

    private PlateauSchedule Schedule =>
        new(new PlateauSettings(1, Factor, Patience, Threshold, Relative, Maximize, Cooldown, Minimum, SmallestChange: 0));

    private (
        double Scale,
        double Evaluations,
        double Best,
        double Stalled,
        double CooldownLeft,
        double MeanMetric,
        double MetricCount
    ) Coefficients(
        long step,
        double metric,
        [StartsAt(1.0)] double scale,
        double evaluations,
        double best,
        double stalled,
        double cooldownLeft,
        double meanMetric,
        double metricCount
    )
    {
        double mean = meanMetric + ((metric - meanMetric) / (metricCount + 1));
        if (metricCount + 1 < AccumulationSize)
        {
            return (scale, evaluations, best, stalled, cooldownLeft, mean, metricCount + 1);
        }

        PlateauSchedule schedule = Schedule;
        SchedulerState current =
            evaluations == 0
                ? schedule.Init()
                : new PlateauState((long)evaluations, scale, best, (long)stalled, (long)cooldownLeft);
        PlateauState next = (PlateauState)schedule.Update(current, mean);
        return (next.Value, next.Step, next.Best, next.Stalled, next.CooldownLeft, 0, 0);
    }

    private static T Rule<T>(T gradient, T scale)
        where T : unmanaged, IFloatingPointIeee754<T> => scale * gradient;
}
