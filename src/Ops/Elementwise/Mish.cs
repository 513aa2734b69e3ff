using System.Numerics;

namespace Pullback.Ops;

/// <summary>Mish, x tanh(softplus(x)).</summary>
/// <remarks>
/// Derivative: tanh(s) + x σ(x) / cosh²(s), with s = softplus(x). NaN gives NaN. At the infinities, where ∞ · 0 would be NaN, value and derivative are their limits: +∞
/// and 1 at +∞, 0 and 0 at −∞.
/// Source: Diganta Misra, "Mish: a self regularized non-monotonic activation function", 2019.
/// </remarks>
[ElementwiseOp]
public readonly partial struct Mish : IElementwiseOp
{
    /// <summary>x tanh(log(1 + e<sup>x</sup>)).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The argument.</param>
    public static T Formula<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T gate = T.Tanh(ScalarMath.Softplus(x));
        return T.IsInfinity(x) ? T.Max(x, T.Zero) : x * gate;
    }
}
