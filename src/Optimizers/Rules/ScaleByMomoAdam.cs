using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>
/// Adam with a step that a model of the loss gives: as far as an average of past linear models is above a lower bound of the loss, at most the learning rate.
/// Needs the loss.
/// </summary>
/// <remarks>
/// <para>
/// <c>f̄ = β₁ f̄ + (1 − β₁) f</c>, <c>γ = β₁ γ + (1 − β₁) ⟨g, p⟩</c>, <c>d = β₁ d + (1 − β₁) g</c>, <c>v = β₂ v + (1 − β₂) g²</c>,
/// <c>D = √(v / (1 − β₂ᵗ)) + ε</c>; <c>k = 1 + α λ</c>, <c>ρ = 1 − β₁ᵗ</c>;
/// <c>τ = min(α / ρ, max(k (f̄ − γ − ρ f*) + ⟨d, p⟩, 0) / ⟨d, d / D⟩)</c>; <c>u = (p − τ d / D) / k − p</c>. Products are over all tensors of the rule together.
/// </para>
/// <para>
/// With <see cref="EstimatesBound"/>, f* is estimated as by <see cref="ScaleByMomo"/>, with <c>⟨d, d / D⟩</c> in the place of ‖d‖². The rule has its learning
/// rate inside and negates, so it ends a chain.
/// </para>
/// <para>
/// Differences: none; as the authors' <c>MomoAdam</c>, whose step without direction is 0/0. Optax's <c>momo_adam</c> has <see cref="MomoDecay.Parameters"/> and takes
/// no step where <c>⟨d, d / D⟩</c> is at most 2⁻⁵² (<see cref="Flatness"/>).
/// </para>
/// <para>F. Schaipp, R. Ohana, M. Eickenberg, A. Defazio, R. M. Gower, "MoMo: Momentum Models for Adaptive Learning Rates", ICML 2024.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByMomoAdam : IGradientTransformation
{
    /// <summary>The largest step α; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 1e-2;

    /// <summary>The decay rate of the averages of gradients and losses, β₁: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta1 { get; init; } = 0.9;

    /// <summary>The decay rate of the mean of squares, β₂: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta2 { get; init; } = 0.999;

    /// <summary>What is added to the root, ε; positive, because products over all elements are divided by it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and positive.</exception>
    [Positive]
    public partial double Epsilon { get; init; } = 1e-8;

    /// <summary>A number that the loss is never below, f*.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    [Finite]
    public partial double LowerBound { get; init; }

    /// <summary>Whether a bound that is closer than <see cref="LowerBound"/> is estimated.</summary>
    public bool EstimatesBound { get; init; }

    /// <summary>The factor λ of the decay, which is multiplied by the learning rate; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule WeightDecay { get; init; } = 0.0;

    /// <summary>Which tensors decay. The step τ is that of a model in which all do, which is apart from theirs by the order of α λ.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    /// <summary>How the step decays weights.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The enumeration has no such value.</exception>
    public partial MomoDecay DecayForm { get; init; }

    /// <summary>The squared norm of the direction, in the metric of D, at or below which no step is taken; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    [NotNegative]
    public partial double Flatness { get; init; }

    private (double Kept1, double Share1, double Kept2, double Share2, double SquareWeight, double RootEpsilon) SumCoefficients(
        long step
    )
    {
        double beta1 = Beta1.At(step);
        double beta2 = Beta2.At(step);
        return (beta1, 1 - beta1, beta2, 1 - beta2, 1 / (1 - Math.Pow(beta2, step + 1.0)), Epsilon);
    }

    private static (T GradientSlope, T DirectionSlope, T SquaredNorm) Sums<T>(
        T gradient,
        T parameter,
        T firstMoment,
        T secondMoment,
        T kept1,
        T share1,
        T kept2,
        T share2,
        T squareWeight,
        T rootEpsilon
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T first = Average(firstMoment, gradient, kept1, share1);
        T second = Average(secondMoment, gradient * gradient, kept2, share2);
        return (gradient * parameter, first * parameter, first * Preconditioned(first, second, squareWeight, rootEpsilon));
    }

    private (
        double Beta1,
        double Rest1,
        double Beta2,
        double Rest2,
        double Correction,
        double Epsilon,
        double DirectionFactor,
        double NegatedStep,
        double ParameterFactor,
        double LossAverage,
        double SlopeAverage,
        double EstimatedBound
    ) Coefficients(
        long step,
        double loss,
        double gradientSlope,
        double directionSlope,
        double squaredNorm,
        double lossAverage,
        double slopeAverage,
        [StartsAt(nameof(LowerBound))] double estimatedBound
    )
    {
        (double beta1, double rest1, double beta2, double rest2, double correction, double epsilon) = SumCoefficients(step);
        double losses = (beta1 * lossAverage) + (rest1 * loss);
        double slopes = (beta1 * slopeAverage) + (rest1 * gradientSlope);
        MomoModel model = new(
            losses - slopes,
            directionSlope,
            squaredNorm,
            1 - Math.Pow(beta1, step + 1.0),
            LearningRate.At(step),
            WeightDecay.At(step)
        );
        double bound = EstimatesBound ? model.ResetBound(estimatedBound, LowerBound) : LowerBound;
        double taken = model.Step(bound, Flatness);
        (double direction, double parameter) = model.Factors(taken, DecayForm);
        return (
            beta1,
            rest1,
            beta2,
            rest2,
            correction,
            epsilon,
            direction,
            -taken,
            parameter,
            losses,
            slopes,
            EstimatesBound ? model.NextBound(taken, LowerBound) : bound
        );
    }

    private double TensorCoefficients(long step, TensorSlot tensor) => DecayMask.Matches(tensor) ? 1 : 0;

    private static (T Update, T FirstMoment, T SecondMoment) Rule<T>(
        T gradient,
        T parameter,
        T firstMoment,
        T secondMoment,
        T beta1,
        T rest1,
        T beta2,
        T rest2,
        T correction,
        T epsilon,
        T directionFactor,
        T negatedStep,
        T parameterFactor,
        T decays
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T first = Average(firstMoment, gradient, beta1, rest1);
        T second = Average(secondMoment, gradient * gradient, beta2, rest2);
        T direction = Preconditioned(first, second, correction, epsilon);
        T factor = decays > T.Zero ? directionFactor : negatedStep;
        T update = (factor * direction) + (parameterFactor * decays * parameter);
        return (update, first, second);
    }

    private static T Average<T>(T average, T value, T kept, T share)
        where T : unmanaged, IFloatingPointIeee754<T> => (kept * average) + (share * value);

    private static T Preconditioned<T>(T first, T second, T correction, T epsilon)
        where T : unmanaged, IFloatingPointIeee754<T> => first / (T.Sqrt(correction * second) + epsilon);
}
