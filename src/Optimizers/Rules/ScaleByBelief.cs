using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Divides a running mean of the gradients by the root of a running mean of their squared deviations from it: the scaling of AdaBelief.</summary>
/// <remarks>
/// <para>
/// <c>m = β₁ m + (1 − β₁) g</c>, <c>s = β₂ s + (1 − β₂) (g − m)² + ε_root</c>, <c>u = m̂ / (√ŝ + ε)</c>, where <c>m̂ = m / (1 − β₁ᵗ)</c> and <c>ŝ = s / (1 − β₂ᵗ)</c>. With
/// <see cref="Nesterov"/>, <c>m̂ = β₁ m / (1 − β₁ᵗ⁺¹) + (1 − β₁) g / (1 − β₁ᵗ)</c>. ε_root gathers in s with every step, as in the paper.
/// </para>
/// <para>Differences: none; as Optax's <c>scale_by_belief</c>. PyTorch has no counterpart.</para>
/// <para>J. Zhuang et al., "AdaBelief Optimizer: Adapting Stepsizes by the Belief in Observed Gradients", NeurIPS 2020, Algorithm 2.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByBelief : IGradientTransformation
{
    /// <summary>The decay rate of the mean, β₁: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta1 { get; init; } = 0.9;

    /// <summary>The decay rate of the mean of squared deviations, β₂: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta2 { get; init; } = 0.999;

    /// <summary>What is added to the root, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-16;

    /// <summary>What is added to the mean of squared deviations in every step; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double EpsilonRoot { get; init; } = 1e-16;

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
        double EpsilonRoot
    ) Coefficients(long step)
    {
        double beta1 = Beta1.At(step);
        double beta2 = Beta2.At(step);
        (double mean, double gradient) = MeanWeights.Direction(beta1, step, isCorrected: true, Nesterov);
        return (beta1, 1 - beta1, beta2, 1 - beta2, mean, gradient, MeanWeights.Correction(beta2, step), Epsilon, EpsilonRoot);
    }

    private static (T Update, T FirstMoment, T Deviation) Rule<T>(
        T gradient,
        T firstMoment,
        T deviation,
        T beta1,
        T share1,
        T beta2,
        T share2,
        T momentWeight,
        T gradientWeight,
        T squareWeight,
        T epsilon,
        T epsilonRoot
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T first = (beta1 * firstMoment) + (share1 * gradient);
        T surprise = gradient - first;
        T next = (beta2 * deviation) + (share2 * surprise * surprise) + epsilonRoot;
        T direction = (momentWeight * first) + (gradientWeight * gradient);
        return (direction / (T.Sqrt(squareWeight * next) + epsilon), first, next);
    }
}
