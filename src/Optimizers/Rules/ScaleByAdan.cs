using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Momentum of the gradients and of their differences, divided by the root of a running mean of squares: the scaling of Adan.</summary>
/// <remarks>
/// <para>
/// <c>d = g − g_before</c> (in the first step 0), <c>m = β₁ m + (1 − β₁) g</c>, <c>v = β₂ v + (1 − β₂) d</c>, <c>n = β₃ n + (1 − β₃) (g + k d)²</c>,
/// <c>u = (m̂ + k v̂) / (√(n̂ + ε_root) + ε)</c>, where <c>m̂ = m / (1 − β₁ᵗ)</c>, and v̂ and n̂ with β₂ and β₃ alike. k is β₂ in the authors' code, 1 − β₂ in Optax.
/// </para>
/// <para>Differences: none with the authors' code. Optax's <c>scale_by_adan</c> has 1 − β₂ for k (<see cref="DifferenceWeight"/>). PyTorch has no counterpart.</para>
/// <para>X. Xie, P. Zhou, H. Li, Z. Lin, S. Yan, "Adan: Adaptive Nesterov Momentum Algorithm for Faster Optimizing Deep Models", 2022, Algorithm 1; its β are 1 − β here.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByAdan : IGradientTransformation
{
    /// <summary>The decay rate of the mean of gradients, β₁: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta1 { get; init; } = 0.98;

    /// <summary>The decay rate of the mean of differences, β₂: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta2 { get; init; } = 0.92;

    /// <summary>The decay rate of the mean of squares, β₃: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta3 { get; init; } = 0.99;

    /// <summary>What is added to the root, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-8;

    /// <summary>What is added under the root, after the bias correction; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double EpsilonRoot { get; init; }

    /// <summary>What differences weigh, k; not negative. Null, the default, is β₂, as in the authors' code.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    public double? DifferenceWeight
    {
        get;
        init => field = value is { } weight ? Require.NotNegative(weight, nameof(DifferenceWeight)) : null;
    }

    private (
        double Beta1,
        double Share1,
        double Beta2,
        double Share2,
        double Beta3,
        double Share3,
        double MomentWeight,
        double DifferenceMomentWeight,
        double SquareWeight,
        double DifferenceWeight,
        double HasBefore,
        double Epsilon,
        double EpsilonRoot
    ) Coefficients(long step)
    {
        double beta1 = Beta1.At(step);
        double beta2 = Beta2.At(step);
        double beta3 = Beta3.At(step);
        double weight = DifferenceWeight ?? beta2;
        return (
            beta1,
            1 - beta1,
            beta2,
            1 - beta2,
            beta3,
            1 - beta3,
            MeanWeights.Correction(beta1, step),
            weight * MeanWeights.Correction(beta2, step),
            MeanWeights.Correction(beta3, step),
            weight,
            step == 0 ? 0 : 1,
            Epsilon,
            EpsilonRoot
        );
    }

    private static (T Update, T FirstMoment, T DifferenceMoment, T SecondMoment, T Before) Rule<T>(
        T gradient,
        T firstMoment,
        T differenceMoment,
        T secondMoment,
        T before,
        T beta1,
        T share1,
        T beta2,
        T share2,
        T beta3,
        T share3,
        T momentWeight,
        T differenceMomentWeight,
        T squareWeight,
        T differenceWeight,
        T hasBefore,
        T epsilon,
        T epsilonRoot
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T difference = hasBefore > T.Zero ? gradient - before : T.Zero;
        T ahead = gradient + (differenceWeight * difference);
        T first = (beta1 * firstMoment) + (share1 * gradient);
        T change = (beta2 * differenceMoment) + (share2 * difference);
        T second = (beta3 * secondMoment) + (share3 * ahead * ahead);
        T direction = (momentWeight * first) + (differenceMomentWeight * change);
        return (direction / (T.Sqrt((squareWeight * second) + epsilonRoot) + epsilon), first, change, second, gradient);
    }
}
