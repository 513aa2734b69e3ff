using System.Runtime.CompilerServices;

namespace Pullback.Ops.Kernels;

public static partial class VectorMath
{
    /// <summary>e^r − 1 for |r| ≤ ½ ln 2: r + r² (½ + r q(r)), exact for tiny r.</summary>
    /// <remarks>
    /// q is the minimax polynomial of (e^r − 1 − r − ½ r²)/r³ on |r| ≤ 0.3468; the relative error of e^r − 1 is 2⁻⁵⁵·⁰ (double, degree 8) and
    /// 2⁻²⁹·⁹ (float, degree 4), coefficients rounded.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane ExpM1Reduced<TLane>(TLane r)
        where TLane : struct, ILane<TLane>
    {
        TLane q;
        if (TLane.IsDouble)
        {
            q = TLane.Constant(2.5111969706596827e-08);
            q = TLane.MultiplyAddConstant(q, r, 2.7621962013928077e-07);
            q = TLane.MultiplyAddConstant(q, r, 2.755723644399013e-06);
            q = TLane.MultiplyAddConstant(q, r, 2.480151706368537e-05);
            q = TLane.MultiplyAddConstant(q, r, 0.00019841269892780593);
            q = TLane.MultiplyAddConstant(q, r, 0.0013888888919895632);
            q = TLane.MultiplyAddConstant(q, r, 0.008333333333319712);
            q = TLane.MultiplyAddConstant(q, r, 0.04166666666662162);
            q = TLane.MultiplyAddConstant(q, r, 0.16666666666666677);
        }
        else
        {
            q = TLane.Constant(0.0001990940945688635);
            q = TLane.MultiplyAddConstant(q, r, 0.001393318409100175);
            q = TLane.MultiplyAddConstant(q, r, 0.008333282545208931);
            q = TLane.MultiplyAddConstant(q, r, 0.041666481643915176);
            q = TLane.MultiplyAddConstant(q, r, 0.1666666716337204);
        }
        TLane half = TLane.MultiplyAddConstant(q, r, 0.5);
        return TLane.MultiplyAdd(r * r, half, r);
    }

    /// <summary>
    /// The power of two that is nearest to e^x: gives its exponent n as a number, and the vector whose lowest bits are n + <paramref name="bias"/>, ready to be
    /// shifted into the exponent field.
    /// </summary>
    /// <remarks>
    /// Adding 1.5 · 2⁵² (2²³) pushes the fraction out of the significand, which rounds, and leaves the integer in the lowest bits. |x log₂e| must be far below that.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane NearestPowerOfTwo<TLane>(TLane x, int bias, out TLane exponent)
        where TLane : struct, ILane<TLane>
    {
        TLane magic = TLane.Constant((TLane.IsDouble ? 6755399441055744.0 : 12582912.0) + bias);
        TLane shifted = TLane.MultiplyAdd(x, TLane.Constant(1.4426950408889634), magic);
        exponent = shifted - magic;
        return shifted;
    }

    /// <summary>x − n ln 2, by the two-part constant of Cody and Waite: the first product is exact (40 or 15 bits by at most 11 or 8).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane ReduceByLn2<TLane>(TLane x, TLane n)
        where TLane : struct, ILane<TLane>
    {
        TLane high = TLane.MultiplyAdd(n, TLane.Constant(TLane.IsDouble ? -0.6931471805592082 : -0.693145751953125), x);
        return TLane.MultiplyAdd(n, TLane.Constant(TLane.IsDouble ? -7.371002565167799e-13 : -1.4286068203094173e-06), high);
    }

    /// <summary>e^x for x ≤ 0 (or slightly above), down through the subnormals; NaN stays.</summary>
    /// <remarks>
    /// The scale 2ⁿ would leave the normal range, so 2ⁿ⁺⁵¹² (2ⁿ⁺⁶⁴) multiplies first, exactly, and 2⁻⁵¹² (2⁻⁶⁴) then rounds once.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane ExpNonPositive<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        // Below this bound e^x is under half of the smallest subnormal.
        TLane bound = TLane.Constant(TLane.IsDouble ? -746 : -104);
        x = TLane.Select(TLane.LessThan(x, bound), bound, x);
        TLane shifted = NearestPowerOfTwo(x, TLane.IsDouble ? 1023 + 512 : 127 + 64, out TLane n);
        TLane power = TLane.One + ExpM1Reduced(ReduceByLn2(x, n));
        TLane scale = TLane.ShiftLeft(shifted, TLane.IsDouble ? 52 : 23);
        return power * scale * TLane.Constant(TLane.IsDouble ? 7.458340731200207E-155 : 5.421010862427522E-20);
    }
}
