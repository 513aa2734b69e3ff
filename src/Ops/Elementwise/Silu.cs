using System.Numerics;

namespace Pullback.Ops;

/// <summary>The sigmoid linear unit x σ(x), also called swish.</summary>
/// <remarks>
/// Derivative: σ(x) + x σ′(x). NaN gives NaN. At the infinities, where ∞ · 0 would be NaN, value and derivative are their limits: +∞ and 1 at +∞, 0 and 0 at −∞.
/// Sources: Dan Hendrycks and Kevin Gimpel, "Gaussian error linear units (GELUs)", 2016; Stefan Elfwing, Eiji Uchibe and Kenji Doya, "Sigmoid-weighted linear units for
/// neural network function approximation in reinforcement learning", 2018.
/// </remarks>
[ElementwiseOp]
public readonly partial struct Silu : IElementwiseOp
{
    /// <summary>x σ(x).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The argument.</param>
    public static T Formula<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T gate = ScalarMath.Sigmoid(x);
        return T.IsInfinity(x) ? T.Max(x, T.Zero) : x * gate;
    }
}
