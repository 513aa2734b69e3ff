using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>The sign of an interpolation between gradient and momentum: the scaling of Lion.</summary>
/// <remarks>
/// <para><c>u = sign(β₁ m + (1 − β₁) g)</c>, <c>m = β₂ m + (1 − β₂) g</c>; sign(0) = 0, and NaN stays NaN.</para>
/// <para>Differences: none; as Optax's <c>scale_by_lion</c>.</para>
/// <para>X. Chen et al., "Symbolic Discovery of Optimization Algorithms", NeurIPS 2023, Algorithm 2.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByLion : IGradientTransformation
{
    /// <summary>The weight of the momentum in the update, β₁: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta1 { get; init; } = 0.9;

    /// <summary>The decay rate of the momentum, β₂: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta2 { get; init; } = 0.99;

    private (double Beta1, double Share1, double Beta2, double Share2) Coefficients(long step)
    {
        double beta1 = Beta1.At(step);
        double beta2 = Beta2.At(step);
        return (beta1, 1 - beta1, beta2, 1 - beta2);
    }

    private static (T Update, T Momentum) Rule<T>(T gradient, T momentum, T beta1, T share1, T beta2, T share2)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T direction = (beta1 * momentum) + (share1 * gradient);
        return (RuleFormulas.Sign(direction), (beta2 * momentum) + (share2 * gradient));
    }
}
