using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Adam's scaling of a fast and a very slow running mean of the gradients together: the scaling of AdEMAMix.</summary>
/// <remarks>
/// <para>
/// <c>m₁ = β₁ m₁ + (1 − β₁) g</c>, <c>m₂ = β₃ m₂ + (1 − β₃) g</c>, <c>v = β₂ v + (1 − β₂) g²</c>, <c>u = (m̂₁ + a m₂) / (√(v̂ + ε_root) + ε)</c>, where
/// <c>m̂₁ = m₁ / (1 − β₁ᵗ)</c> and <c>v̂ = v / (1 − β₂ᵗ)</c>; the slow mean is not corrected.
/// </para>
/// <para>
/// The paper raises a and β₃ over the first T steps: <c>Schedule.Linear(0, a, T)</c> and <see cref="Schedule.HalfLife"/><c>(β₁, β₃, T)</c>.
/// </para>
/// <para>Differences: none; as Optax's <c>scale_by_ademamix</c>. PyTorch has no counterpart.</para>
/// <para>M. Pagliardini, P. Ablin, D. Grangier, "The AdEMAMix Optimizer: Better, Faster, Older", ICLR 2025.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByAdEmaMix : IGradientTransformation
{
    /// <summary>The decay rate of the fast mean, β₁: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta1 { get; init; } = 0.9;

    /// <summary>The decay rate of the mean of squares, β₂: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta2 { get; init; } = 0.999;

    /// <summary>The decay rate of the slow mean, β₃: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta3 { get; init; } = 0.9999;

    /// <summary>What the slow mean weighs, a; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule SlowWeight { get; init; } = 5.0;

    /// <summary>What is added to the root, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-8;

    /// <summary>What is added under the root; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double EpsilonRoot { get; init; }

    private (
        double Beta1,
        double Share1,
        double Beta2,
        double Share2,
        double Beta3,
        double Share3,
        double FastWeight,
        double SlowWeight,
        double SquareWeight,
        double Epsilon,
        double EpsilonRoot
    ) Coefficients(long step)
    {
        double beta1 = Beta1.At(step);
        double beta2 = Beta2.At(step);
        double beta3 = Beta3.At(step);
        return (
            beta1,
            1 - beta1,
            beta2,
            1 - beta2,
            beta3,
            1 - beta3,
            MeanWeights.Correction(beta1, step),
            SlowWeight.At(step),
            MeanWeights.Correction(beta2, step),
            Epsilon,
            EpsilonRoot
        );
    }

    private static (T Update, T FirstMoment, T SlowMoment, T SecondMoment) Rule<T>(
        T gradient,
        T firstMoment,
        T slowMoment,
        T secondMoment,
        T beta1,
        T share1,
        T beta2,
        T share2,
        T beta3,
        T share3,
        T fastWeight,
        T slowWeight,
        T squareWeight,
        T epsilon,
        T epsilonRoot
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T first = (beta1 * firstMoment) + (share1 * gradient);
        T slow = (beta3 * slowMoment) + (share3 * gradient);
        T second = (beta2 * secondMoment) + (share2 * gradient * gradient);
        T direction = (fastWeight * first) + (slowWeight * slow);
        return (direction / (T.Sqrt((squareWeight * second) + epsilonRoot) + epsilon), first, slow, second);
    }
}
