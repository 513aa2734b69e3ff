using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Takes steps at one point, averages them at a second, and asks for gradients between the two, so that no rate need fall: schedule-free learning.</summary>
/// <remarks>
/// <para>
/// <c>z ← z − α (u + λ z)</c>, where u is what comes in; <c>x ← x + c (z − x)</c> with <c>c = wₜ / (w₁ + … + wₜ)</c> and <c>wₜ = t^r (max α)^q</c>; <c>p ← z + μ (x − z)</c>. The
/// parameters p are the point where gradients are taken, x (<see cref="EvaluationParameters"/>) is the one to predict with. It negates, so it ends a chain.
/// </para>
/// <para>
/// What comes in is a direction, such as the gradient (<see cref="ScheduleFreeSgd"/>) or a gradient that was scaled (<see cref="ScheduleFreeAdamW"/>); not one with
/// momentum, in whose place the average is. A learning rate that warms up and then stays is what is meant: <c>Schedule.Constant(0.1).Warmup(1000)</c>.
/// </para>
/// <para>Differences: none; as the authors' code. Optax's <c>schedule_free</c> has no factor <c>t^r</c>. PyTorch has no counterpart.</para>
/// <para>A. Defazio et al., "The Road Less Scheduled", NeurIPS 2024.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScheduleFree : IHasEvaluationParameters
{
    /// <summary>The learning rate α; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 1e-3;

    /// <summary>How near the parameters are to the average, μ: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Momentum { get; init; } = 0.9;

    /// <summary>The power r of the step in the weights of the average; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double StepPower { get; init; } = 0.0;

    /// <summary>The power q of the largest rate so far in the weights of the average; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double RatePower { get; init; } = 2.0;

    /// <summary>The factor λ of a decay of z; not negative. A decay of p is <see cref="AddDecayedWeights"/> before this rule.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule WeightDecay { get; init; } = 0.0;

    /// <summary>Which tensors decay by <see cref="WeightDecay"/>.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    /// <inheritdoc/>
    /// <remarks>The average x.</remarks>
    public TensorSet<T> EvaluationParameters<T>(TensorSet<T> parameters, OptimizerState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        EvaluationPoint.Of(this, parameters, state, "average", (_, average) => average);

    private (double NegatedRate, double AverageWeight, double Momentum, double LargestRate, double WeightSum) Coefficients(
        long step,
        double largestRate,
        double weightSum
    )
    {
        double rate = LearningRate.At(step);
        double largest = Math.Max(rate, largestRate);
        double weight = Math.Pow(step + 1.0, StepPower) * Math.Pow(largest, RatePower);
        double sum = weightSum + weight;
        return (-rate, sum > 0 ? weight / sum : 0, Momentum.At(step), largest, sum);
    }

    private double TensorCoefficients(long step, TensorSlot tensor) =>
        DecayMask.Matches(tensor) ? -LearningRate.At(step) * WeightDecay.At(step) : 0;

    // Both interpolations are exact where their ends are equal: a zero gradient moves nothing.
    private static (T Update, T Iterate, T Average) Rule<T>(
        T gradient,
        T parameter,
        [StartsAt] T iterate,
        [StartsAt] T average,
        T negatedRate,
        T shrinkage,
        T averageWeight,
        T momentum
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T moved = iterate + (negatedRate * gradient) + (shrinkage * iterate);
        T mean = average + (averageWeight * (moved - average));
        T between = moved + (momentum * (mean - moved));
        return (between - parameter, moved, mean);
    }
}
