using System.Numerics;
using Pullback.Ops;

namespace Pullback.Optimizers.Tests;

/// <summary>A rule of a user that measures: sums that need coefficients, numbers of the state and of each tensor, norms.</summary>
[UpdateRule]
public sealed partial record Measured : IGradientTransformation
{
    public double Weight { get; init; } = 0.5;

    public ParameterFilter Where { get; init; } = ParameterFilter.All;

    private (double Weight, double Distance) SumCoefficients(long step, double distance) => (Weight, distance);

    private static (T Alignment, T Magnitude) Sums<T>(T gradient, T parameter, T start, T weight, T distance)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        (gradient * (start - parameter), T.Abs((weight * gradient) + (distance * parameter)));

    private (double Scale, double Distance) Coefficients(
        long step,
        double globalNorm,
        double alignment,
        double magnitude,
        [StartsAt(0.125)] double distance
    ) => (1 / (1 + globalNorm + Math.Abs(alignment)), Math.Max(distance, magnitude / (step + 1000)));

    private (double Share, double Energy) TensorCoefficients(
        long step,
        double slotNorm,
        double magnitude,
        double elementCount,
        [StartsAt(2.0)] double energy
    ) => (magnitude / (elementCount + energy), (0.5 * energy) + slotNorm);

    private static (T Update, T Start) Rule<T>(T gradient, T scale, T share, [StartsAt] T start)
        where T : unmanaged, IFloatingPointIeee754<T> => ((gradient * scale) + share, start);
}

/// <summary>Rules that measure, at the front, in the middle and at the end of a chain, in one loop.</summary>
[FusedOptimizer]
public static partial class FusedMeasures
{
    public static IGradientTransformation Define(Schedule learningRate) =>
        Chain.Of(
            new ClipByNorm(0.75),
            new ScaleByAdam(),
            new Measured { Where = ParameterFilter.RankAtLeast(1) },
            new AddDecayedWeights(1e-2) { Where = ParameterFilter.RankAtLeast(2) },
            new ScaleByTrustRatio(),
            new ClipByGlobalNorm(0.3),
            new ScaleByLearningRate(learningRate)
        );
}

/// <summary>A rule that asks for all that a step can be given.</summary>
[UpdateRule]
public sealed partial record Informed : IGradientTransformation
{
    private (double Loss, double Metric) Coefficients(long step, double loss, double metric) => (loss, metric);

    private static T Rule<T>(T gradient, T curvature, T loss, T metric)
        where T : unmanaged, IFloatingPointIeee754<T> => (gradient * loss) + (metric * curvature);
}
