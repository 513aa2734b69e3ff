using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Divides a running mean of the gradients by the root of a running mean of their squares: the scaling of Adam.</summary>
/// <remarks>
/// <para>
/// <c>m = β₁ m + (1 − β₁) g</c>, <c>v = β₂ v + (1 − β₂) g²</c>, <c>m̂ = m / (1 − β₁ᵗ)</c>, <c>v̂ = v / (1 − β₂ᵗ)</c>, <c>u = m̂ / (√(v̂ + ε_root) + ε)</c>,
/// where t counts from 1. With <see cref="Nesterov"/>, <c>m̂ = β₁ m / (1 − β₁ᵗ⁺¹) + (1 − β₁) g / (1 − β₁ᵗ)</c>.
/// </para>
/// <para>All that is the same for all elements is computed in double precision. With a scheduled β the correction uses the β of the step.</para>
/// <para>
/// Differences: none; ε is added after the bias correction of the root, as in Algorithm 1 of the paper, PyTorch and Optax's <c>scale_by_adam</c>, whose
/// Nesterov variant this one has.
/// </para>
/// <para>D. P. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015; T. Dozat, "Incorporating Nesterov Momentum into Adam", ICLR workshop 2016.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByAdam : IGradientTransformation
{
    /// <summary>The decay rate of the mean, β₁: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta1 { get; init; } = 0.9;

    /// <summary>The decay rate of the mean of squares, β₂: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta2 { get; init; } = 0.999;

    /// <summary>What is added to the root, ε; not negative. With 0, an element whose gradients were all 0 becomes NaN, 0 / 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-8;

    /// <summary>What is added under the root, after the bias correction; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    [NotNegative]
    public partial double EpsilonRoot { get; init; }

    /// <summary>Whether both means are divided by the weights that they have gathered, which matters in the first steps.</summary>
    public bool BiasCorrection { get; init; } = true;

    /// <summary>Whether the mean looks ahead by one step.</summary>
    public bool Nesterov { get; init; }

    private (
        double Beta1,
        double Rest1,
        double Beta2,
        double Rest2,
        double MomentWeight,
        double GradientWeight,
        double SquareWeight,
        double Epsilon,
        double EpsilonRoot
    ) Coefficients(long step)
    {
        double beta1 = Beta1.At(step);
        double beta2 = Beta2.At(step);
        (double mean, double gradient) = MeanWeights.Direction(beta1, step, BiasCorrection, Nesterov);
        return (
            beta1,
            1 - beta1,
            beta2,
            1 - beta2,
            mean,
            gradient,
            MeanWeights.Correction(beta2, step, BiasCorrection),
            Epsilon,
            EpsilonRoot
        );
    }

    // One division and one root for each element: they are what the loop's speed depends on, once the memory keeps up.
    private static (T Update, T FirstMoment, T SecondMoment) Rule<T>(
        T gradient,
        T firstMoment,
        T secondMoment,
        T beta1,
        T rest1,
        T beta2,
        T rest2,
        T momentWeight,
        T gradientWeight,
        T squareWeight,
        T epsilon,
        T epsilonRoot
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T first = (beta1 * firstMoment) + (rest1 * gradient);
        T second = (beta2 * secondMoment) + (rest2 * gradient * gradient);
        T direction = (momentWeight * first) + (gradientWeight * gradient);
        return (direction / (T.Sqrt((squareWeight * second) + epsilonRoot) + epsilon), first, second);
    }
}
