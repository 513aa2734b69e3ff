using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Adam with a rate that grows with an estimate of the distance to the solution: the step of Prodigy, with the learning rate inside.</summary>
/// <remarks>
/// <para>
/// <c>δ = d α c</c>; <c>n = β₃ n + (d/d₀) δ ⟨g, p₀ − p⟩</c>; <c>s = β₃ s + (d/d₀) δ g</c>; <c>m = β₁ m + d (1 − β₁) g</c>; <c>v = β₂ v + d² (1 − β₂) g²</c>;
/// <c>d̂ = k n / ‖s‖₁</c>, <c>d_max = max(d_max, d̂)</c>, <c>d ← min(d_max, γ d)</c>; <c>u = −δ (m / (√v + d ε) + λ p)</c>, where δ has the d from before.
/// c is <c>√(1 − β₂ᵗ) / (1 − β₁ᵗ)</c> with bias correction, else 1; β₃ is √β₂ unless it is given. Sums are over all tensors of the rule together.
/// </para>
/// <para>
/// While all gradients are zero from the start, there is no estimate: nothing moves, and t does not count. It negates, so it ends a chain.
/// </para>
/// <para>Differences: none; as the authors' <c>Prodigy</c>. Optax's has <see cref="BiasCorrection"/>, and no limit of growth.</para>
/// <para>K. Mishchenko, A. Defazio, "Prodigy: An Expeditiously Adaptive Parameter-Free Learner", ICML 2024.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByProdigy : IGradientTransformation
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

    /// <summary>The decay rate of the estimate's sums, β₃: at least 0, below 1; null, the default: the root of β₂.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    public double? Beta3
    {
        get;
        init => field = value is { } rate ? Require.Decay(rate, nameof(Beta3)) : null;
    }

    /// <summary>What is added to the root, ε, in units of d; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    [NotNegative]
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

    /// <summary>Whether s is gathered with d in the place of δ, so that the low rates of a warm-up don't make the estimate too large.</summary>
    public bool SafeguardWarmup { get; init; }

    /// <summary>The first estimate of the distance, d₀; positive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and positive.</exception>
    [Positive]
    public partial double InitialDistance { get; init; } = 1e-6;

    /// <summary>By what each estimate of the distance is multiplied, k; positive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and positive.</exception>
    [Positive]
    public partial double DistanceCoefficient { get; init; } = 1.0;

    /// <summary>How many times larger the estimate may get in one step, γ: at least 1; infinity, the default, sets no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN or less than 1.</exception>
    public double GrowthLimit
    {
        get;
        init => field = Require.AtLeastOneOrInfinite(value, nameof(GrowthLimit));
    } = double.PositiveInfinity;

    private (double SumDecay, double SumWeight) SumCoefficients(long step, double distance, double correctedSteps)
    {
        double weight = SafeguardWarmup ? distance : StepSize(step, distance, correctedSteps);
        return (Beta3 ?? Math.Sqrt(Beta2.At(step)), distance / InitialDistance * weight);
    }

    private static (T Progress, T WeightedMagnitude) Sums<T>(
        T gradient,
        T parameter,
        T start,
        T weightedSum,
        T sumDecay,
        T sumWeight
    )
        where T : unmanaged, IFloatingPointIeee754<T> =>
        (gradient * (start - parameter), T.Abs(Gathered(weightedSum, gradient, sumDecay, sumWeight)));

    private (
        double Beta1,
        double Share1,
        double Beta2,
        double Share2,
        double Decay3,
        double Weight3,
        double Floor,
        double NegatedStepSize,
        double NegatedDecay,
        double Distance,
        double LargestDistance,
        double ProgressSum,
        double CorrectedSteps
    ) Coefficients(
        long step,
        double progress,
        double weightedMagnitude,
        [StartsAt(nameof(InitialDistance))] double distance,
        [StartsAt(nameof(InitialDistance))] double largestDistance,
        double progressSum,
        double correctedSteps
    )
    {
        double stepSize = StepSize(step, distance, correctedSteps);
        (double decay3, double weight3) = SumCoefficients(step, distance, correctedSteps);
        double sum = (decay3 * progressSum) + (distance / InitialDistance * stepSize * progress);
        double beta1 = Beta1.At(step);
        double beta2 = Beta2.At(step);
        double after = distance;
        double largest = largestDistance;
        double taken = 0;
        if (weightedMagnitude != 0)
        {
            double estimate = DistanceCoefficient * sum / weightedMagnitude;
            largest = Math.Max(largest, estimate);
            // The first estimate that is larger than the guess counts at once: growth is limited from there.
            after = Math.Min(largest, (distance == InitialDistance ? Math.Max(distance, estimate) : distance) * GrowthLimit);
            taken = 1;
        }

        return (
            beta1,
            distance * (1 - beta1),
            beta2,
            distance * distance * (1 - beta2),
            decay3,
            weight3,
            taken == 0 ? 1 : after * Epsilon, // A step that is not taken is a number all the same: 0 over 0 would be none.
            -taken * stepSize,
            -taken * stepSize * WeightDecay.At(step),
            after,
            largest,
            sum,
            correctedSteps + taken
        );
    }

    private double TensorCoefficients(long step, TensorSlot tensor) => DecayMask.Matches(tensor) ? 1 : 0;

    private static (T Update, T FirstMoment, T SecondMoment, T WeightedSum, T Start) Rule<T>(
        T gradient,
        T parameter,
        T firstMoment,
        T secondMoment,
        T weightedSum,
        [StartsAt] T start,
        T beta1,
        T share1,
        T beta2,
        T share2,
        T decay3,
        T weight3,
        T floor,
        T negatedStepSize,
        T negatedDecay,
        T decays
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T first = (beta1 * firstMoment) + (share1 * gradient);
        T second = (beta2 * secondMoment) + (share2 * gradient * gradient);
        T update = (negatedStepSize * first / (T.Sqrt(second) + floor)) + (negatedDecay * decays * parameter);
        return (update, first, second, Gathered(weightedSum, gradient, decay3, weight3), start);
    }

    private static T Gathered<T>(T sum, T gradient, T decay, T weight)
        where T : unmanaged, IFloatingPointIeee754<T> => (decay * sum) + (weight * gradient);

    /// <summary>The rate δ with the estimate of the distance from before the step.</summary>
    private double StepSize(long step, double distance, double correctedSteps)
    {
        double correction = BiasCorrection ? StepCorrection.Of(Beta1.At(step), Beta2.At(step), correctedSteps + 1) : 1;
        return distance * LearningRate.At(step) * correction;
    }
}
