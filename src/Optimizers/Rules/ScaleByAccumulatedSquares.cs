using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Divides by the root of the sum of all squared gradients so far: the scaling of AdaGrad.</summary>
/// <remarks>
/// <para><c>s = s + g²</c>, <c>u = g / (√(s + ε_root) + ε)</c>, and 0 where s is 0.</para>
/// <para>Differences: PyTorch and the CS231n notes add ε to the root, Optax's <c>scale_by_rss</c> adds it under the root; there is one for each place.</para>
/// <para>J. Duchi, E. Hazan, Y. Singer, "Adaptive Subgradient Methods for Online Learning and Stochastic Optimization", JMLR 12, 2011.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByAccumulatedSquares : IGradientTransformation
{
    /// <summary>Where the sum starts; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double InitialAccumulator { get; init; }

    /// <summary>What is added to the root, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-10;

    /// <summary>What is added under the root; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double EpsilonRoot { get; init; }

    private (double Epsilon, double EpsilonRoot) Coefficients(long step) => (Epsilon, EpsilonRoot);

    private static (T Update, T Accumulator) Rule<T>(
        T gradient,
        [StartsAt(nameof(InitialAccumulator))] T accumulator,
        T epsilon,
        T epsilonRoot
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T sum = accumulator + (gradient * gradient);
        return (sum == T.Zero ? T.Zero : gradient / (T.Sqrt(sum + epsilonRoot) + epsilon), sum);
    }
}
