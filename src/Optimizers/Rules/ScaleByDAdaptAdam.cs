using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Adam whose moments carry a rate that grows with an estimate of the distance to the solution: the step of D-Adaptation, with the learning rate inside.</summary>
/// <remarks>
/// <para>
/// <c>δ = d α c</c>; <c>n = √β₂ n + (1 − √β₂) δ ⟨g, s / (√v + ε)⟩</c> with s and v from before; <c>m = β₁ m + (1 − β₁) δ g</c>; <c>v = β₂ v + (1 − β₂) g²</c>;
/// <c>s = √β₂ s + (1 − √β₂) δ g</c>; <c>d̂ = n / ((1 − √β₂) ‖s‖₁)</c>, <c>d ← max(d, min(d̂, γ d))</c>; <c>u = −(m / (√v + ε) + λ δ p)</c>, where δ has the d
/// from before. c is <c>√(1 − β₂ᵗ) / (1 − β₁ᵗ)</c> with bias correction, else 1. Sums are over all tensors of the rule together.
/// </para>
/// <para>
/// While all gradients are zero from the start, there is no estimate: nothing moves, and t does not count. It negates, so it ends a chain.
/// </para>
/// <para>Differences: none; as the authors' <c>DAdaptAdam</c> with decoupled decay. Optax's <c>dadapt_adamw</c> has <see cref="BiasCorrection"/>, and no limit of growth.</para>
/// <para>A. Defazio, K. Mishchenko, "Learning-Rate-Free Learning by D-Adaptation", ICML 2023.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByDAdaptAdam : IGradientTransformation
{
    /// <summary>By what the rate that the rule finds is multiplied, α; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 1.0;

    /// <summary>The decay rate of the mean, β₁: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta1 { get; init; } = 0.9;

    /// <summary>The decay rate of the mean of squares, β₂: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta2 { get; init; } = 0.999;

    /// <summary>What is added to the root, ε; positive, because the root is 0 before the first gradient.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and positive.</exception>
    [Positive]
    public partial double Epsilon { get; init; } = 1e-8;

    /// <summary>The factor λ of the decoupled decay, which is multiplied by the rate that the rule finds; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule WeightDecay { get; init; } = 0.0;

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    /// <summary>Whether the step is divided by the weights that the means have gathered.</summary>
    public bool BiasCorrection { get; init; }

    /// <summary>The first estimate of the distance, d₀; positive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and positive.</exception>
    [Positive]
    public partial double InitialDistance { get; init; } = 1e-6;

    /// <summary>How many times larger the estimate may get in one step, γ: at least 1; infinity, the default, sets no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN or less than 1.</exception>
    public double GrowthLimit
    {
        get;
        init => field = Require.AtLeastOneOrInfinite(value, nameof(GrowthLimit));
    } = double.PositiveInfinity;

    private (double SumDecay, double SumWeight, double SumEpsilon) SumCoefficients(
        long step,
        double distance,
        double correctedSteps
    )
    {
        double decay = Math.Sqrt(Beta2.At(step));
        return (decay, (1 - decay) * StepSize(step, distance, correctedSteps), Epsilon);
    }

    private static (T Progress, T WeightedMagnitude) Sums<T>(
        T gradient,
        T secondMoment,
        T weightedSum,
        T sumDecay,
        T sumWeight,
        T sumEpsilon
    )
        where T : unmanaged, IFloatingPointIeee754<T> =>
        (gradient * Divided(weightedSum, secondMoment, sumEpsilon), T.Abs(Gathered(weightedSum, gradient, sumDecay, sumWeight)));

    private (
        double Beta1,
        double Share1,
        double Beta2,
        double Share2,
        double Decay3,
        double Weight3,
        double Epsilon,
        double NegatedStep,
        double NegatedDecay,
        double Distance,
        double ProgressSum,
        double CorrectedSteps
    ) Coefficients(
        long step,
        double progress,
        double weightedMagnitude,
        [StartsAt(nameof(InitialDistance))] double distance,
        double progressSum,
        double correctedSteps
    )
    {
        double stepSize = StepSize(step, distance, correctedSteps);
        (double decay3, double weight3, double _) = SumCoefficients(step, distance, correctedSteps);
        double beta1 = Beta1.At(step);
        double beta2 = Beta2.At(step);
        double sum = progressSum;
        double after = distance;
        double taken = 0;
        if (weightedMagnitude != 0)
        {
            sum = (decay3 * progressSum) + (weight3 * progress);
            taken = 1;
            if (stepSize > 0)
            {
                double estimate = sum / ((1 - decay3) * weightedMagnitude);
                after = Math.Max(distance, Math.Min(estimate, distance * GrowthLimit));
            }
        }

        return (
            beta1,
            (1 - beta1) * stepSize,
            beta2,
            1 - beta2,
            decay3,
            weight3,
            Epsilon,
            -taken,
            -taken * stepSize * WeightDecay.At(step),
            after,
            sum,
            correctedSteps + taken
        );
    }

    private double TensorCoefficients(long step, TensorSlot tensor) => DecayMask.Matches(tensor) ? 1 : 0;

    private static (T Update, T FirstMoment, T SecondMoment, T WeightedSum) Rule<T>(
        T gradient,
        T parameter,
        T firstMoment,
        T secondMoment,
        T weightedSum,
        T beta1,
        T share1,
        T beta2,
        T share2,
        T decay3,
        T weight3,
        T epsilon,
        T negatedStep,
        T negatedDecay,
        T decays
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T first = (beta1 * firstMoment) + (share1 * gradient);
        T second = (beta2 * secondMoment) + (share2 * gradient * gradient);
        T update = (negatedStep * Divided(first, second, epsilon)) + (negatedDecay * decays * parameter);
        return (update, first, second, Gathered(weightedSum, gradient, decay3, weight3));
    }

    private static T Divided<T>(T value, T secondMoment, T epsilon)
        where T : unmanaged, IFloatingPointIeee754<T> => value / (T.Sqrt(secondMoment) + epsilon);

    private static T Gathered<T>(T sum, T gradient, T decay, T weight)
        where T : unmanaged, IFloatingPointIeee754<T> => (decay * sum) + (weight * gradient);

    /// <summary>The rate δ with the estimate of the distance from before the step.</summary>
    private double StepSize(long step, double distance, double correctedSteps)
    {
        double correction = BiasCorrection ? StepCorrection.Of(Beta1.At(step), Beta2.At(step), correctedSteps + 1) : 1;
        return distance * LearningRate.At(step) * correction;
    }
}
