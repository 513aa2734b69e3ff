using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Adam's scaling with the largest mean of squares so far: rates never grow again.</summary>
/// <remarks>
/// <para>
/// <c>m = β₁ m + (1 − β₁) g</c>, <c>v = β₂ v + (1 − β₂) g²</c>, <c>w = max(w, v)</c>, <c>u = m̂ / (√(ŵ + ε_root) + ε)</c>, where <c>m̂ = m / (1 − β₁ᵗ)</c> and
/// <c>ŵ = w / (1 − β₂ᵗ)</c>. With <see cref="CorrectsBeforeMaximum"/> it is <c>w = max(w, v / (1 − β₂ᵗ))</c> and <c>ŵ = w</c>.
/// </para>
/// <para>
/// Differences: PyTorch corrects after the maximum, which is the default; Optax's <c>scale_by_amsgrad</c> before it; the paper not at all (<see
/// cref="CorrectsMean"/> and <see cref="CorrectsSquares"/> off).
/// </para>
/// <para>S. J. Reddi, S. Kale, S. Kumar, "On the Convergence of Adam and Beyond", ICLR 2018, Algorithm 2.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByAmsGrad : IGradientTransformation
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

    /// <summary>What is added under the root; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double EpsilonRoot { get; init; }

    /// <summary>Whether the mean is divided by the weight that it has gathered.</summary>
    public bool CorrectsMean { get; init; } = true;

    /// <summary>Whether the mean of squares is divided by the weight that it has gathered.</summary>
    public bool CorrectsSquares { get; init; } = true;

    /// <summary>Whether the maximum is taken of the corrected means of squares.</summary>
    public bool CorrectsBeforeMaximum { get; init; }

    private (
        double Beta1,
        double Share1,
        double Beta2,
        double Share2,
        double MomentWeight,
        double InnerWeight,
        double OuterWeight,
        double Epsilon,
        double EpsilonRoot
    ) Coefficients(long step)
    {
        double beta1 = Beta1.At(step);
        double beta2 = Beta2.At(step);
        double weight1 = MeanWeights.Correction(beta1, step, CorrectsMean);
        double weight2 = MeanWeights.Correction(beta2, step, CorrectsSquares);
        (double inner, double outer) = CorrectsBeforeMaximum ? (weight2, 1.0) : (1.0, weight2);
        return (beta1, 1 - beta1, beta2, 1 - beta2, weight1, inner, outer, Epsilon, EpsilonRoot);
    }

    private static (T Update, T FirstMoment, T SecondMoment, T LargestMoment) Rule<T>(
        T gradient,
        T firstMoment,
        T secondMoment,
        T largestMoment,
        T beta1,
        T share1,
        T beta2,
        T share2,
        T momentWeight,
        T innerWeight,
        T outerWeight,
        T epsilon,
        T epsilonRoot
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T first = (beta1 * firstMoment) + (share1 * gradient);
        T second = (beta2 * secondMoment) + (share2 * gradient * gradient);
        T largest = T.Max(largestMoment, innerWeight * second);
        return (momentWeight * first / (T.Sqrt((outerWeight * largest) + epsilonRoot) + epsilon), first, second, largest);
    }
}
