using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Adam's scaling with a mean of squares that changes by no more than a share of the new square: the scaling of Yogi.</summary>
/// <remarks>
/// <para>
/// <c>m = β₁ m + (1 − β₁) g</c>, <c>v = v − (1 − β₂) sign(v − g²) g²</c>, <c>u = m / (√(v + ε_root) + ε)</c>. With <see cref="BiasCorrection"/> m and v are divided by
/// <c>1 − β₁ᵗ</c> and <c>1 − β₂ᵗ</c>.
/// </para>
/// <para>Differences: as in the paper. Optax's <c>scale_by_yogi</c> has <see cref="BiasCorrection"/> and starts both means at one number. PyTorch has no counterpart.</para>
/// <para>M. Zaheer, S. Reddi, D. Sachan, S. Kale, S. Kumar, "Adaptive Methods for Nonconvex Optimization", NeurIPS 2018, Algorithm 2.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByYogi : IGradientTransformation
{
    /// <summary>The decay rate of the mean, β₁: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta1 { get; init; } = 0.9;

    /// <summary>What v keeps of itself where it grows from small squares, β₂: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta2 { get; init; } = 0.999;

    /// <summary>What is added to the root, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-3;

    /// <summary>What is added under the root; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double EpsilonRoot { get; init; }

    /// <summary>Where v starts; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double InitialAccumulator { get; init; } = 1e-6;

    /// <summary>Where m starts; finite. Optax starts it where v starts.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [Finite]
    public partial double InitialMean { get; init; }

    /// <summary>Whether both are divided by the weights that they have gathered, as in Optax.</summary>
    public bool BiasCorrection { get; init; }

    private (
        double Beta1,
        double Share1,
        double Share2,
        double MomentWeight,
        double SquareWeight,
        double Epsilon,
        double EpsilonRoot
    ) Coefficients(long step)
    {
        double beta1 = Beta1.At(step);
        double beta2 = Beta2.At(step);
        return (
            beta1,
            1 - beta1,
            1 - beta2,
            MeanWeights.Correction(beta1, step, BiasCorrection),
            MeanWeights.Correction(beta2, step, BiasCorrection),
            Epsilon,
            EpsilonRoot
        );
    }

    private static (T Update, T FirstMoment, T SecondMoment) Rule<T>(
        T gradient,
        [StartsAt(nameof(InitialMean))] T firstMoment,
        [StartsAt(nameof(InitialAccumulator))] T secondMoment,
        T beta1,
        T share1,
        T share2,
        T momentWeight,
        T squareWeight,
        T epsilon,
        T epsilonRoot
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T square = gradient * gradient;
        T first = (beta1 * firstMoment) + (share1 * gradient);
        T second = secondMoment - (share2 * RuleFormulas.Sign(secondMoment - square) * square);
        return (momentWeight * first / (T.Sqrt((squareWeight * second) + epsilonRoot) + epsilon), first, second);
    }
}
