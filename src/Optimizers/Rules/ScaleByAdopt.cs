using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Divides each gradient by the root of the mean of squares before it, and then takes the running mean: the scaling of ADOPT.</summary>
/// <remarks>
/// <para>
/// First step: <c>v = g²</c>, <c>u = m = 0</c>. Later ones, t counted from 1 after it: <c>n = g / max(√v, ε)</c>, clipped to ±t^¼ with <see cref="Clips"/>;
/// <c>m = β₁ m + (1 − β₁) n</c>; <c>u = m</c>; <c>v = β₂ v + (1 − β₂) g²</c>.
/// </para>
/// <para>Since v does not hold the gradient that it divides, it converges with any β₂. With ε = 0 an element that has seen only zeros becomes NaN.</para>
/// <para>Differences: none; as Optax's <c>scale_by_adopt</c>. PyTorch has no counterpart.</para>
/// <para>S. Taniguchi et al., "ADOPT: Modified Adam Can Converge with Any β₂ with the Optimal Rate", NeurIPS 2024, Algorithm 2.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByAdopt : IGradientTransformation
{
    /// <summary>The decay rate of the mean, β₁: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta1 { get; init; } = 0.9;

    /// <summary>The decay rate of the mean of squares, β₂: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta2 { get; init; } = 0.9999;

    /// <summary>The smallest root that is divided by, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-6;

    /// <summary>Whether the normalised gradient is clipped to ±t^¼.</summary>
    public bool Clips { get; init; } = true;

    private (double Beta1, double Share1, double Beta2, double Share2, double Bound, double Epsilon) Coefficients(long step)
    {
        // The first step only sets v: its bound of 0 makes the normalised gradient 0, whatever it is divided by.
        double beta1 = Beta1.At(step);
        double beta2 = step == 0 ? 0 : Beta2.At(step);
        double bound = Clips || step == 0 ? Math.Sqrt(Math.Sqrt(step)) : double.PositiveInfinity;
        return (beta1, 1 - beta1, beta2, 1 - beta2, bound, Epsilon);
    }

    private static (T Update, T FirstMoment, T SecondMoment) Rule<T>(
        T gradient,
        T firstMoment,
        T secondMoment,
        T beta1,
        T share1,
        T beta2,
        T share2,
        T bound,
        T epsilon
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T normalised = T.Clamp(gradient / T.Max(T.Sqrt(secondMoment), epsilon), -bound, bound);
        T first = (beta1 * firstMoment) + (share1 * normalised);
        return (first, first, (beta2 * secondMoment) + (share2 * gradient * gradient));
    }
}
