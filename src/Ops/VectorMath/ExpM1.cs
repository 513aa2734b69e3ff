using System.Runtime.CompilerServices;

namespace Pullback.Ops.Kernels;

public static partial class VectorMath
{
    /// <summary>e<sup>x</sup> − 1, element by element, accurate near zero.</summary>
    /// <typeparam name="TLane">The vector type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <remarks>
    /// <para>Maximal error: 2 ulp (double), 2 ulp (float).</para>
    /// <para>NaN gives NaN, ±0 gives ±0, +∞ gives +∞, −∞ gives −1.</para>
    /// <para>
    /// With x = n ln 2 + r: e^x − 1 = 2 (½2ⁿ (e^r − 1) + (½2ⁿ − ½)). Half of the power of two stays finite up to the overflow of the result.
    /// </para>
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane ExpM1<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        // Below the lower bound the result rounds to −1, above the upper one it overflows.
        TLane bounded = TLane.Clamp(x, TLane.Constant(TLane.IsDouble ? -40 : -20), TLane.Constant(TLane.IsDouble ? 710 : 89));
        TLane shifted = NearestPowerOfTwo(bounded, TLane.IsDouble ? 1022 : 126, out TLane n);
        TLane reduced = ExpM1Reduced(ReduceByLn2(bounded, n));
        TLane halfScale = TLane.ShiftLeft(shifted, TLane.IsDouble ? 52 : 23);
        TLane half = TLane.MultiplyAdd(halfScale, reduced, halfScale - TLane.Constant(0.5));

        // Where x² vanishes beside x the result is x: keeps the sign of zero, and subnormals, which halving would round.
        TLane tiny = TLane.LessThan(
            TLane.Abs(x),
            TLane.Constant(TLane.IsDouble ? 5.551115123125783E-17 : 2.9802322387695312E-08)
        );
        return TLane.Select(tiny, x, half + half);
    }
}
