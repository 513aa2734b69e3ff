using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Scales by the ratio of the root mean squares of past updates and gradients: the scaling of AdaDelta.</summary>
/// <remarks>
/// <para><c>v = ρ v + (1 − ρ) g²</c>, <c>u = g √(d + ε) / √(v + ε)</c>, <c>d = ρ d + (1 − ρ) u²</c>.</para>
/// <para>Differences: none; as PyTorch's <c>Adadelta</c> and Optax's <c>scale_by_adadelta</c>.</para>
/// <para>M. D. Zeiler, "ADADELTA: An Adaptive Learning Rate Method", 2012, Algorithm 1.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByAdaDelta : IGradientTransformation
{
    /// <summary>The decay rate of both means, ρ: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Decay { get; init; } = 0.9;

    /// <summary>What is added under both roots, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-6;

    private (double Decay, double Share, double Epsilon) Coefficients(long step)
    {
        double decay = Decay.At(step);
        return (decay, 1 - decay, Epsilon);
    }

    private static (T Update, T MeanSquare, T MeanSquareUpdate) Rule<T>(
        T gradient,
        T meanSquare,
        T meanSquareUpdate,
        T decay,
        T share,
        T epsilon
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T next = (decay * meanSquare) + (share * gradient * gradient);
        T update = T.Sqrt(meanSquareUpdate + epsilon) / T.Sqrt(next + epsilon) * gradient;
        return (update, next, (decay * meanSquareUpdate) + (share * update * update));
    }
}
