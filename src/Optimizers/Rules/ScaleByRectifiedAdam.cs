using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Adam's scaling, used only when enough gradients have been seen for its variance to be finite: the scaling of RAdam.</summary>
/// <remarks>
/// <para>
/// <c>ρ∞ = 2 / (1 − β₂) − 1</c>, <c>ρₜ = ρ∞ − 2 t β₂ᵗ / (1 − β₂ᵗ)</c>. When ρₜ reaches the <see cref="Threshold"/>: <c>u = r m̂ / (√(v̂ + ε_root) + ε)</c>
/// with <c>r = √((ρₜ − 4)(ρₜ − 2) ρ∞ / ((ρ∞ − 4)(ρ∞ − 2) ρₜ))</c>; before that <c>u = m̂</c>. m̂ and v̂ are Adam's.
/// </para>
/// <para>
/// Differences: Optax's <c>scale_by_radam</c> adds ε to the root of the corrected v̂, which is the default; PyTorch to that of v (<see
/// cref="EpsilonBeforeCorrection"/>).
/// </para>
/// <para>L. Liu et al., "On the Variance of the Adaptive Learning Rate and Beyond", ICLR 2020, Algorithm 2.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByRectifiedAdam : IGradientTransformation
{
    /// <summary>The decay rate of the mean, β₁: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta1 { get; init; } = 0.9;

    /// <summary>The decay rate of the mean of squares, β₂: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta2 { get; init; } = 0.999;

    /// <summary>What is added to the root, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-8;

    /// <summary>What is added under the root, after the bias correction; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double EpsilonRoot { get; init; }

    /// <summary>The effective number of gradients ρₜ from which rates are adapted; at least 4, below which the variance is not finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    public double Threshold
    {
        get;
        init => field = Require.AtLeast(value, 4, nameof(Threshold));
    } = 5;

    /// <summary>Whether ε is added to the root of v before its bias correction, as in PyTorch.</summary>
    public bool EpsilonBeforeCorrection { get; init; }

    /// <summary>Whether the mean looks ahead by one step.</summary>
    public bool Nesterov { get; init; }

    private (
        double Beta1,
        double Share1,
        double Beta2,
        double Share2,
        double MomentWeight,
        double GradientWeight,
        double SquareWeight,
        double Epsilon,
        double EpsilonRoot,
        double Rectification
    ) Coefficients(long step)
    {
        double beta1 = Beta1.At(step);
        double beta2 = Beta2.At(step);
        (double mean, double gradient) = MeanWeights.Direction(beta1, step, isCorrected: true, Nesterov);
        double correction = MeanWeights.Correction(beta2, step);
        return (
            beta1,
            1 - beta1,
            beta2,
            1 - beta2,
            mean,
            gradient,
            correction,
            EpsilonBeforeCorrection ? Epsilon * Math.Sqrt(correction) : Epsilon,
            EpsilonRoot,
            Rectify(beta2, step + 1.0, correction)
        );
    }

    /// <summary>The factor r, or 0 as long as the variance of the scaling is not finite.</summary>
    private double Rectify(double beta2, double count, double correction)
    {
        double limit = (2 / (1 - beta2)) - 1;
        double length = limit - (2 * count * (correction - 1));
        return length >= Threshold ? Math.Sqrt((length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length)) : 0;
    }

    private static (T Update, T FirstMoment, T SecondMoment) Rule<T>(
        T gradient,
        T firstMoment,
        T secondMoment,
        T beta1,
        T share1,
        T beta2,
        T share2,
        T momentWeight,
        T gradientWeight,
        T squareWeight,
        T epsilon,
        T epsilonRoot,
        T rectification
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T first = (beta1 * firstMoment) + (share1 * gradient);
        T second = (beta2 * secondMoment) + (share2 * gradient * gradient);
        T direction = (momentWeight * first) + (gradientWeight * gradient);
        T scaled = rectification * direction / (T.Sqrt((squareWeight * second) + epsilonRoot) + epsilon);
        return (rectification > T.Zero ? scaled : direction, first, second);
    }
}
