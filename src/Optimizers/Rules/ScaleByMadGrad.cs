using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Dual averaging with momentum, divided by cube roots: the step of MADGRAD.</summary>
/// <remarks>
/// <para>
/// <c>w = (α + ε) √t</c>, <c>q = q + w g²</c>, <c>s = s + w g</c>, <c>u = (1 − μ) (p₀ − s / (∛q + ε) − p)</c>, where p₀ are the first parameters. It negates, so it ends a chain.
/// </para>
/// <para>Differences: none; as Optax's <c>madgrad</c>. The authors' code adds no ε to a rate of 0. PyTorch has no counterpart.</para>
/// <para>A. Defazio, S. Jelassi, "Adaptivity without Compromise: A Momentumized, Adaptive, Dual Averaged Gradient Method for Stochastic Optimization", 2021, Algorithm 1.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByMadGrad : IGradientTransformation
{
    /// <summary>The learning rate α; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 1e-2;

    /// <summary>How much of the parameters stays, μ: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Momentum { get; init; } = 0.9;

    /// <summary>What is added to the rate and to the root, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-6;

    private (double Weight, double Share, double Epsilon) Coefficients(long step) =>
        ((LearningRate.At(step) + Epsilon) * Math.Sqrt(step + 1.0), 1 - Momentum.At(step), Epsilon);

    private static (T Update, T Start, T GradientSum, T SquareSum) Rule<T>(
        T gradient,
        T parameter,
        [StartsAt] T start,
        T gradientSum,
        T squareSum,
        T weight,
        T share,
        T epsilon
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T sum = gradientSum + (weight * gradient);
        T squares = squareSum + (weight * gradient * gradient);
        T travelled = squares == T.Zero ? T.Zero : sum / (RuleFormulas.CubeRoot(squares) + epsilon);
        return (share * (start - travelled - parameter), start, sum, squares);
    }
}
