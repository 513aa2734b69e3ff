using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Adam's scaling with Nesterov's momentum and the momentum schedule of the paper: the scaling of NAdam.</summary>
/// <remarks>
/// <para>
/// <c>μₜ = β₁ (1 − ½ · 0.96^(t ψ))</c> and <c>Πₜ = μ₁ ⋯ μₜ</c>; <c>m = β₁ m + (1 − β₁) g</c>, <c>v = β₂ v + (1 − β₂) g²</c>,
/// <c>u = ((1 − μₜ) g / (1 − Πₜ) + μₜ₊₁ m / (1 − Πₜ₊₁)) / (√(v / (1 − β₂ᵗ)) + ε)</c>. The product is a number of the state.
/// </para>
/// <para>Differences: none; as PyTorch documents it since 2.0. Optax's simpler form is <see cref="ScaleByAdam.Nesterov"/>.</para>
/// <para>T. Dozat, "Incorporating Nesterov Momentum into Adam", ICLR workshop 2016.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByNadam : IGradientTransformation
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

    /// <summary>How fast the momentum grows to β₁, ψ; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double MomentumDecay { get; init; } = 4e-3;

    private (
        double Beta1,
        double Share1,
        double Beta2,
        double Share2,
        double GradientWeight,
        double MomentWeight,
        double SquareWeight,
        double Epsilon,
        double MomentumProduct
    ) Coefficients(long step, [StartsAt(1.0)] double momentumProduct)
    {
        double beta1 = Beta1.At(step);
        double beta2 = Beta2.At(step);
        double momentum = beta1 * (1 - (0.5 * Math.Pow(0.96, (step + 1.0) * MomentumDecay)));
        double ahead = beta1 * (1 - (0.5 * Math.Pow(0.96, (step + 2.0) * MomentumDecay)));
        double product = momentumProduct * momentum;
        return (
            beta1,
            1 - beta1,
            beta2,
            1 - beta2,
            (1 - momentum) / (1 - product),
            ahead / (1 - (product * ahead)),
            MeanWeights.Correction(beta2, step),
            Epsilon,
            product
        );
    }

    private static (T Update, T FirstMoment, T SecondMoment) Rule<T>(
        T gradient,
        T firstMoment,
        T secondMoment,
        T beta1,
        T share1,
        T beta2,
        T share2,
        T gradientWeight,
        T momentWeight,
        T squareWeight,
        T epsilon
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T first = (beta1 * firstMoment) + (share1 * gradient);
        T second = (beta2 * secondMoment) + (share2 * gradient * gradient);
        T direction = (gradientWeight * gradient) + (momentWeight * first);
        return (direction / (T.Sqrt(squareWeight * second) + epsilon), first, second);
    }
}
