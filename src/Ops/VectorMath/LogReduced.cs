using System.Runtime.CompilerServices;

namespace Pullback.Ops.Kernels;

public static partial class VectorMath
{
    /// <summary>log(1 + z) for 0 ≤ z ≤ 1; NaN stays.</summary>
    /// <remarks>
    /// With s = z/(2 + z) ≤ ⅓: log(1 + z) = 2 atanh s = z − (½z² − s (½z² + R)), R = s² p(s²), which rounds small terms only. p is the minimax polynomial of
    /// (2 atanh(s)/s − 2)/s² on s² ≤ 1/9, relative error of the logarithm 2⁻⁵⁷·⁶ (double, degree 9) and 2⁻²⁹·³ (float, degree 4), coefficients rounded.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane LogP1Unit<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane s = z / (z + TLane.Constant(2));
        TLane w = s * s;
        TLane p;
        if (TLane.IsDouble)
        {
            p = TLane.Constant(0.1676476167663408);
            p = TLane.MultiplyAddConstant(p, w, 0.08484068000593416);
            p = TLane.MultiplyAddConstant(p, w, 0.1207129839536756);
            p = TLane.MultiplyAddConstant(p, w, 0.13305639990826215);
            p = TLane.MultiplyAddConstant(p, w, 0.1538618055113416);
            p = TLane.MultiplyAddConstant(p, w, 0.18181763069730456);
            p = TLane.MultiplyAddConstant(p, w, 0.22222223380322634);
            p = TLane.MultiplyAddConstant(p, w, 0.28571428558261713);
            p = TLane.MultiplyAddConstant(p, w, 0.40000000000065344);
            p = TLane.MultiplyAddConstant(p, w, 0.666666666666666);
        }
        else
        {
            p = TLane.Constant(0.2408474236726761);
            p = TLane.MultiplyAddConstant(p, w, 0.2148938775062561);
            p = TLane.MultiplyAddConstant(p, w, 0.28610697388648987);
            p = TLane.MultiplyAddConstant(p, w, 0.39999130368232727);
            p = TLane.MultiplyAddConstant(p, w, 0.6666667461395264);
        }
        TLane halfSquare = TLane.Constant(0.5) * z * z;
        TLane rest = TLane.MultiplyAdd(w, p, halfSquare);
        return z - TLane.MultiplyAdd(-s, rest, halfSquare);
    }

    /// <summary>k ln 2 + log(1 + f) for √½ − 1 ≤ f ≤ √2 − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane LogReduced<TLane>(TLane f, TLane k)
        where TLane : struct, ILane<TLane> => TLane.IsDouble ? LogReducedDouble(f, k) : LogReducedSingle(f, k);

    /// <summary>As <see cref="LogP1Unit"/>, on the shorter interval: p has degree 6 on s² ≤ 0.02944, relative error 2⁻⁵⁸·⁰.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane LogReducedDouble<TLane>(TLane f, TLane k)
        where TLane : struct, ILane<TLane>
    {
        TLane s = f / (f + TLane.Constant(2));
        TLane w = s * s;
        TLane p = TLane.Constant(0.1470423221881455);
        p = TLane.MultiplyAddConstant(p, w, 0.15323536553160252);
        p = TLane.MultiplyAddConstant(p, w, 0.1818317962068064);
        p = TLane.MultiplyAddConstant(p, w, 0.22222206275058418);
        p = TLane.MultiplyAddConstant(p, w, 0.28571428664095916);
        p = TLane.MultiplyAddConstant(p, w, 0.3999999999978232);
        p = TLane.MultiplyAddConstant(p, w, 0.6666666666666676);
        TLane halfSquare = TLane.Constant(0.5) * f * f;
        TLane rest = TLane.MultiplyAdd(w, p, halfSquare);
        TLane low = TLane.MultiplyAdd(s, rest, k * TLane.Constant(7.371002565167799e-13));
        return TLane.MultiplyAdd(k, TLane.Constant(0.6931471805592082), f - (halfSquare - low));
    }

    /// <summary>
    /// log(1 + f) = f − ½f² + f³ p(f): a division costs more than the longer polynomial. p has degree 7, relative error of the logarithm 2⁻²⁷·⁰.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane LogReducedSingle<TLane>(TLane f, TLane k)
        where TLane : struct, ILane<TLane>
    {
        TLane p = TLane.Constant(-0.0787101536989212);
        p = TLane.MultiplyAddConstant(p, f, 0.12876708805561066);
        p = TLane.MultiplyAddConstant(p, f, -0.13121941685676575);
        p = TLane.MultiplyAddConstant(p, f, 0.1418166607618332);
        p = TLane.MultiplyAddConstant(p, f, -0.1662537306547165);
        p = TLane.MultiplyAddConstant(p, f, 0.20002277195453644);
        p = TLane.MultiplyAddConstant(p, f, -0.25000783801078796);
        p = TLane.MultiplyAddConstant(p, f, 0.33333316445350647);
        TLane square = f * f;
        TLane low = TLane.MultiplyAdd(f * square, p, k * TLane.Constant(1.4286068203094173e-06));
        return TLane.MultiplyAdd(k, TLane.Constant(0.693145751953125), f + TLane.MultiplyAdd(square, TLane.Constant(-0.5), low));
    }

    /// <summary>x = 2ᵏ m with √½ ≤ m &lt; √2, for positive normal x: gives m, and k plus the exponent bias as an integer in the bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane SplitExponent<TLane>(TLane x, out TLane biasedExponent)
        where TLane : struct, ILane<TLane>
    {
        // Adding (1 − √½) in the bits carries into the exponent exactly from √2 on.
        TLane rootHalf = TLane.ConstantBits(TLane.IsDouble ? 0x3FE6A09E667F3BCD : 0x3F3504F3);
        TLane one = TLane.One;
        TLane raised = TLane.AddBits(x, TLane.SubtractBits(one, rootHalf));
        biasedExponent = TLane.ShiftRight(raised, TLane.IsDouble ? 52 : 23);
        TLane fraction = TLane.And(raised, TLane.ConstantBits(TLane.IsDouble ? 0x000FFFFFFFFFFFFF : 0x007FFFFF));
        return TLane.AddBits(fraction, rootHalf);
    }

    /// <summary>The number k of a biased exponent: placed in the low bits of 2⁵² (2²³) it is a number already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane ExponentToNumber<TLane>(TLane biasedExponent)
        where TLane : struct, ILane<TLane>
    {
        TLane carrier = TLane.Constant(TLane.IsDouble ? 4503599627370496.0 : 8388608.0);
        return TLane.Or(biasedExponent, carrier) - TLane.Constant(TLane.IsDouble ? 4503599627370496.0 + 1023 : 8388608.0 + 127);
    }
}
