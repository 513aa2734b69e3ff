using System.Numerics;

namespace Pullback.Ops;

/// <summary>The logistic function σ(x) = 1 / (1 + e<sup>−x</sup>).</summary>
/// <remarks>
/// Derivative: σ(x) σ(−x), computed from x and not as y (1 − y), which has no digits left where y is close to 1. NaN gives NaN; −∞ gives 0 and +∞ gives 1, both
/// with derivative 0.
/// Source: Pierre-François Verhulst, "Recherches mathématiques sur la loi d'accroissement de la population", 1845.
/// </remarks>
[ElementwiseOp]
public readonly partial struct Sigmoid : IElementwiseOp
{
    /// <summary>1 / (1 + e<sup>−x</sup>).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The argument.</param>
    public static T Formula<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => ScalarMath.Sigmoid(x);
}
