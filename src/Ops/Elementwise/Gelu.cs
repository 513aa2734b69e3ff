using System.Numerics;

namespace Pullback.Ops;

/// <summary>The Gaussian error linear unit x Φ(x), exactly: Φ is the standard normal distribution function, not its tanh approximation.</summary>
/// <remarks>
/// Derivative: Φ(x) + x φ(x), φ the normal density. Both tails keep their digits; ½ x (1 + erf(x/√2)) has none left below −6. NaN gives NaN. At the infinities, where
/// ∞ · 0 would be NaN, value and derivative are their limits: +∞ and 1 at +∞, 0 and 0 at −∞.
/// Source: Dan Hendrycks and Kevin Gimpel, "Gaussian error linear units (GELUs)", 2016.
/// </remarks>
[ElementwiseOp]
public readonly partial struct Gelu : IElementwiseOp
{
    /// <summary>x Φ(x).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The argument.</param>
    public static T Formula<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T probability = ScalarMath.NormalCdf(x);
        return T.IsInfinity(x) ? T.Max(x, T.Zero) : x * probability;
    }
}
