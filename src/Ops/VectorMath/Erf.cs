using System.Runtime.CompilerServices;

namespace Pullback.Ops.Kernels;

public static partial class VectorMath
{
    /// <summary>The error function 2/√π ∫₀ˣ e<sup>−t²</sup> dt, element by element.</summary>
    /// <typeparam name="TLane">The vector type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <remarks>
    /// <para>Maximal error: 2 ulp (double), 2 ulp (float).</para>
    /// <para>NaN gives NaN, ±0 gives ±0, ±∞ gives ±1.</para>
    /// <para>
    /// Below 1: |x| + |x| p(x²), p the minimax polynomial of erf(x)/x − 1, relative error 2⁻⁵⁴·⁸ (double, degree 11) and 2⁻²⁶·⁰ (float, degree 6). From 1 on:
    /// 1 − e^−q(|x| − 1), q the minimax polynomial of −log erfc, weighted so that the relative error of erf is 2⁻⁵⁴·⁵ (double, degree 16, up to 6) and 2⁻²⁶·⁷ (float,
    /// degree 6, up to 4); the error of the exponential counts little, because erfc is at most 0.16 there. Beyond, the result rounds to ±1.
    /// </para>
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Erf<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        TLane magnitude = TLane.Abs(x);
        TLane small = TLane.MultiplyAdd(magnitude, ErfRatio(magnitude * magnitude), magnitude);
        TLane large = TLane.One - ErfComplement(magnitude);
        return TLane.CopySign(TLane.Select(TLane.LessThan(magnitude, TLane.One), small, large), x);
    }

    /// <summary>erf(x)/x − 1 for x² ≤ 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane ErfRatio<TLane>(TLane square)
        where TLane : struct, ILane<TLane>
    {
        TLane p;
        if (TLane.IsDouble)
        {
            p = TLane.Constant(-7.801189474217473e-10);
            p = TLane.MultiplyAddConstant(p, square, 1.3722975521887196e-08);
            p = TLane.MultiplyAddConstant(p, square, -1.6209175452722962e-07);
            p = TLane.MultiplyAddConstant(p, square, 1.6447517574069753e-06);
            p = TLane.MultiplyAddConstant(p, square, -1.4924744650741032e-05);
            p = TLane.MultiplyAddConstant(p, square, 0.00012055295319581227);
            p = TLane.MultiplyAddConstant(p, square, -0.0008548325989655975);
            p = TLane.MultiplyAddConstant(p, square, 0.00522397760742236);
            p = TLane.MultiplyAddConstant(p, square, -0.026866170643276045);
            p = TLane.MultiplyAddConstant(p, square, 0.11283791670945252);
            p = TLane.MultiplyAddConstant(p, square, -0.3761263890318355);
            p = TLane.MultiplyAddConstant(p, square, 0.12837916709551256);
        }
        else
        {
            p = TLane.Constant(7.889122935011983e-05);
            p = TLane.MultiplyAddConstant(p, square, -0.0008020842215046287);
            p = TLane.MultiplyAddConstant(p, square, 0.005189535208046436);
            p = TLane.MultiplyAddConstant(p, square, -0.026854444295167923);
            p = TLane.MultiplyAddConstant(p, square, 0.11283600330352783);
            p = TLane.MultiplyAddConstant(p, square, -0.3761262595653534);
            p = TLane.MultiplyAddConstant(p, square, 0.12837916612625122);
        }
        return p;
    }

    /// <summary>1 − erf(x) for x ≥ 1, as accurate as 1 minus it needs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane ErfComplement<TLane>(TLane magnitude)
        where TLane : struct, ILane<TLane>
    {
        TLane bound = TLane.Constant(TLane.IsDouble ? 6 : 4);
        TLane t = TLane.Select(TLane.GreaterThan(magnitude, bound), bound, magnitude) - TLane.One;
        TLane q;
        if (TLane.IsDouble)
        {
            q = TLane.Constant(-1.7705015734821378e-11);
            q = TLane.MultiplyAddConstant(q, t, 3.685607722808111e-10);
            q = TLane.MultiplyAddConstant(q, t, -3.2507445077185274e-09);
            q = TLane.MultiplyAddConstant(q, t, 1.4100935864892836e-08);
            q = TLane.MultiplyAddConstant(q, t, -8.733733439044475e-09);
            q = TLane.MultiplyAddConstant(q, t, -2.952072983963259e-07);
            q = TLane.MultiplyAddConstant(q, t, 2.2527051991530215e-06);
            q = TLane.MultiplyAddConstant(q, t, -9.789314765913421e-06);
            q = TLane.MultiplyAddConstant(q, t, 2.7282753182532802e-05);
            q = TLane.MultiplyAddConstant(q, t, -2.6339043749895074e-05);
            q = TLane.MultiplyAddConstant(q, t, -0.00023730115895169277);
            q = TLane.MultiplyAddConstant(q, t, 0.0019778975187026626);
            q = TLane.MultiplyAddConstant(q, t, -0.010033824605507084);
            q = TLane.MultiplyAddConstant(q, t, 0.041561097972672524);
            q = TLane.MultiplyAddConstant(q, t, 0.843107256361854);
            q = TLane.MultiplyAddConstant(q, t, 2.638967514234732);
            q = TLane.MultiplyAddConstant(q, t, 1.8496055099332485);
        }
        else
        {
            q = TLane.Constant(-0.00018629105761647224);
            q = TLane.MultiplyAddConstant(q, t, 0.001829091226682067);
            q = TLane.MultiplyAddConstant(q, t, -0.00989512074738741);
            q = TLane.MultiplyAddConstant(q, t, 0.04150332883000374);
            q = TLane.MultiplyAddConstant(q, t, 0.8431176543235779);
            q = TLane.MultiplyAddConstant(q, t, 2.6389667987823486);
            q = TLane.MultiplyAddConstant(q, t, 1.8496055603027344);
        }
        return ExpNonPositive(-q);
    }
}
