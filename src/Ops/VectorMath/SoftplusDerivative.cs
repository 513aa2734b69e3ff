using System.Runtime.CompilerServices;

namespace Pullback.Ops.Kernels;

public static partial class VectorMath
{
    /// <summary>The derivative of the softplus, the logistic function σ(x), from the exponential that <see cref="Softplus{TLane}(TLane)"/> uses.</summary>
    /// <typeparam name="TLane">The vector type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <remarks>
    /// <para>Maximal error: 3 ulp (double), 3 ulp (float).</para>
    /// <para>NaN gives NaN, +∞ gives 1, −∞ gives 0; far below zero the result is e<sup>x</sup>, through the subnormals.</para>
    /// <para>
    /// With z = e^−|x| ≤ 1: 1/(1 + z) for x ≥ 0, z/(1 + z) below. It may differ from <see cref="Sigmoid"/> in the last place.
    /// </para>
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane SoftplusDerivative<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        TLane z = ExpNonPositive(-TLane.Abs(x));
        return TLane.Select(TLane.LessThan(x, TLane.Zero), z, TLane.One) / (TLane.One + z);
    }

    /// <summary>log(1 + e<sup>x</sup>), and its derivative, which share their exponential.</summary>
    /// <typeparam name="TLane">The vector type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <param name="derivative">σ(x), bit for bit as <see cref="SoftplusDerivative"/> gives it.</param>
    /// <returns>Bit for bit what <see cref="Softplus{TLane}(TLane)"/> gives.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Softplus<TLane>(TLane x, out TLane derivative)
        where TLane : struct, ILane<TLane>
    {
        TLane z = ExpNonPositive(-TLane.Abs(x));
        derivative = TLane.Select(TLane.LessThan(x, TLane.Zero), z, TLane.One) / (TLane.One + z);
        TLane positivePart = TLane.And(TLane.GreaterThan(x, TLane.Zero), x);
        return positivePart + LogP1Unit(z);
    }
}
