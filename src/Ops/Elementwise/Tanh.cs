using System.Numerics;

namespace Pullback.Ops;

/// <summary>The hyperbolic tangent.</summary>
/// <remarks>
/// Derivative: 1/cosh² x, computed from x and not as 1 − y², which has no digits left where y is close to ±1. NaN gives NaN; ±∞ give ±1 with derivative 0.
/// Source: Yann LeCun, Léon Bottou, Genevieve B. Orr and Klaus-Robert Müller, "Efficient BackProp", 1998, prefer it to the logistic function.
/// </remarks>
[ElementwiseOp]
public readonly partial struct Tanh : IElementwiseOp
{
    /// <summary>tanh x.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The argument.</param>
    public static T Formula<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => T.Tanh(x);
}
