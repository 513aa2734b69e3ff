using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Divides a running mean of the gradients by a decaying maximum of their magnitudes: the scaling of Adamax.</summary>
/// <remarks>
/// <para><c>m = β₁ m + (1 − β₁) g</c>, <c>n = max(β₂ n, |g| + ε)</c>, <c>u = m / ((1 − β₁ᵗ) n)</c>.</para>
/// <para>Differences: none; ε, which the paper lacks, is where PyTorch's <c>Adamax</c> and Optax's <c>scale_by_adamax</c> have it.</para>
/// <para>D. P. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, Algorithm 2.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByAdamax : IGradientTransformation
{
    /// <summary>The decay rate of the mean, β₁: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta1 { get; init; } = 0.9;

    /// <summary>The decay rate of the maximum, β₂: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta2 { get; init; } = 0.999;

    /// <summary>What is added to the magnitudes, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-8;

    private (double Beta1, double Share, double Beta2, double Weight, double Epsilon) Coefficients(long step)
    {
        double beta1 = Beta1.At(step);
        return (beta1, 1 - beta1, Beta2.At(step), MeanWeights.Correction(beta1, step), Epsilon);
    }

    private static (T Update, T FirstMoment, T InfinityNorm) Rule<T>(
        T gradient,
        T firstMoment,
        T infinityNorm,
        T beta1,
        T share,
        T beta2,
        T weight,
        T epsilon
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T first = (beta1 * firstMoment) + (share * gradient);
        T norm = T.Max(beta2 * infinityNorm, T.Abs(gradient) + epsilon);
        return (weight * first / norm, first, norm);
    }
}
