using System.Numerics;

namespace Pullback.Ops;

/// <summary>The softplus log(1 + e<sup>x</sup>), a smooth rectifier; exact everywhere, without a threshold from which on it is linear.</summary>
/// <remarks>
/// Derivative: the logistic function. NaN gives NaN; −∞ gives 0 with derivative 0, +∞ gives +∞ with derivative 1.
/// Source: Charles Dugas, Yoshua Bengio, François Bélisle, Claude Nadeau and René Garcia, "Incorporating second-order functional knowledge for better option pricing",
/// 2000.
/// </remarks>
[ElementwiseOp]
public readonly partial struct Softplus : IElementwiseOp
{
    /// <summary>log(1 + e<sup>x</sup>).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The argument.</param>
    public static T Formula<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => ScalarMath.Softplus(x);
}
