using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>
/// Momentum with a step that a model of the loss gives: as far as an average of past linear models is above a lower bound of the loss, at most the learning rate.
/// Needs the loss.
/// </summary>
/// <remarks>
/// <para>
/// <c>f̄ = β f̄ + (1 − β) f</c>, <c>γ = β γ + (1 − β) ⟨g, p⟩</c>, <c>d = β d + (1 − β) g</c>, where all three start at their first values, or at 0 with bias
/// correction; <c>k = 1 + α λ</c>, <c>ρ = 1</c>, or <c>1 − βᵗ</c> with bias correction; <c>τ = min(α / ρ, max(k (f̄ − γ − ρ f*) + ⟨d, p⟩, 0) / ‖d‖²)</c>;
/// <c>u = (p − τ d) / k − p</c>. Products are over all tensors of the rule together.
/// </para>
/// <para>
/// With <see cref="EstimatesBound"/>, f* is estimated: before the step, half of the model's value where f* is above that; after it,
/// <c>(f̄ − γ + ⟨d, p⟩ − τ ‖d‖² / 2) / ρ</c>; never less than <see cref="LowerBound"/>. The rule has its learning rate inside and negates, so it ends a chain.
/// </para>
/// <para>
/// Differences: none; as the authors' <c>Momo</c>, whose step without direction is 0/0. Optax's <c>momo</c> has <see cref="MomoDecay.Parameters"/> and takes no step
/// where ‖d‖² is at most 2⁻⁵² (<see cref="Flatness"/>).
/// </para>
/// <para>F. Schaipp, R. Ohana, M. Eickenberg, A. Defazio, R. M. Gower, "MoMo: Momentum Models for Adaptive Learning Rates", ICML 2024.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByMomo : IGradientTransformation
{
    /// <summary>The largest step α; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 1.0;

    /// <summary>The decay rate of the averages, β: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Momentum { get; init; } = 0.9;

    /// <summary>A number that the loss is never below, f*.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    [Finite]
    public partial double LowerBound { get; init; }

    /// <summary>Whether a bound that is closer than <see cref="LowerBound"/> is estimated.</summary>
    public bool EstimatesBound { get; init; }

    /// <summary>Whether averages start at 0 and are corrected for it; else they start at their first values.</summary>
    public bool BiasCorrection { get; init; }

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

    /// <summary>The squared norm of the direction at or below which no step is taken; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    [NotNegative]
    public partial double Flatness { get; init; }

    private (double Kept, double Share) SumCoefficients(long step)
    {
        double kept = step == 0 && !BiasCorrection ? 0 : Momentum.At(step);
        return (kept, 1 - kept);
    }

    private static (T GradientSlope, T DirectionSlope, T SquaredNorm) Sums<T>(
        T gradient,
        T parameter,
        T direction,
        T kept,
        T share
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T next = Average(direction, gradient, kept, share);
        return (gradient * parameter, next * parameter, next * next);
    }

    private (
        double Weight,
        double Complement,
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
        (double kept, double share) = SumCoefficients(step);
        double losses = (kept * lossAverage) + (share * loss);
        double slopes = (kept * slopeAverage) + (share * gradientSlope);
        MomoModel model = new(
            losses - slopes,
            directionSlope,
            squaredNorm,
            BiasCorrection ? 1 - Math.Pow(Momentum.At(step), step + 1.0) : 1,
            LearningRate.At(step),
            WeightDecay.At(step)
        );
        double bound = EstimatesBound ? model.ResetBound(estimatedBound, LowerBound) : LowerBound;
        double taken = model.Step(bound, Flatness);
        (double direction, double parameter) = model.Factors(taken, DecayForm);
        return (
            kept,
            share,
            direction,
            -taken,
            parameter,
            losses,
            slopes,
            EstimatesBound ? model.NextBound(taken, LowerBound) : bound
        );
    }

    private double TensorCoefficients(long step, TensorSlot tensor) => DecayMask.Matches(tensor) ? 1 : 0;

    private static (T Update, T Direction) Rule<T>(
        T gradient,
        T parameter,
        T direction,
        T weight,
        T complement,
        T directionFactor,
        T negatedStep,
        T parameterFactor,
        T decays
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T next = Average(direction, gradient, weight, complement);
        T factor = decays > T.Zero ? directionFactor : negatedStep;
        T update = (factor * next) + (parameterFactor * decays * parameter);
        return (update, next);
    }

    private static T Average<T>(T average, T value, T kept, T share)
        where T : unmanaged, IFloatingPointIeee754<T> => (kept * average) + (share * value);
}
