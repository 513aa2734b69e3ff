using System.Runtime.CompilerServices;

namespace Pullback.Ops.Kernels;

public static partial class VectorMath
{
    /// <summary>e<sup>x</sup>, element by element.</summary>
    /// <typeparam name="TLane">The vector type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <remarks>
    /// <para>Maximal error: 1.5 ulp (double), 1.5 ulp (float).</para>
    /// <para>NaN gives NaN, +∞ gives +∞, −∞ gives 0. Overflow gives +∞; results go through the subnormals to 0.</para>
    /// <para>
    /// x = n ln 2 + r with |r| ≤ ½ ln 2, e^x = 2ⁿ e^r: W. J. Cody and W. Waite, "Software Manual for the Elementary Functions", 1980. The scale is applied as two powers
    /// of two, because 2ⁿ itself leaves the normal range at both ends.
    /// </para>
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Exp<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        // Outside of these bounds e^x overflows, or is under half of the smallest subnormal.
        x = TLane.Clamp(x, TLane.Constant(TLane.IsDouble ? -746 : -104), TLane.Constant(TLane.IsDouble ? 710 : 89));
        TLane shifted = NearestPowerOfTwo(x, TLane.IsDouble ? 2 * 1023 : 2 * 127, out TLane n);
        TLane power = TLane.One + ExpM1Reduced(ReduceByLn2(x, n));

        // 2ⁿ = first · second, with biased exponents ⌊(n + 2b)/2⌋ and the rest; the bits above them are shifted out.
        TLane first = TLane.ShiftRight(shifted, 1);
        TLane second = TLane.SubtractBits(shifted, first);
        int exponentPosition = TLane.IsDouble ? 52 : 23;
        return power * TLane.ShiftLeft(first, exponentPosition) * TLane.ShiftLeft(second, exponentPosition);
    }
}
