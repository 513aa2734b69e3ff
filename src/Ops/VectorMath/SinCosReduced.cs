using System.Runtime.CompilerServices;

namespace Pullback.Ops.Kernels;

public static partial class VectorMath
{
    /// <summary>sin(x + quarterTurns · π/2) for x ≥ 0, with a slow scalar path for the elements that the fast reduction does not serve.</summary>
    /// <remarks>
    /// <para>
    /// x = n π/2 + r with |r| ≤ π/4, π/2 in three parts of 33, 33 and 53 bits (float: 14, 11 and 24), so that the first two products are exact for n &lt; 2²⁰ (2¹⁰):
    /// Cody and Waite, 1980. In float the first two differences are exact too. What is left of the error is below 2⁻⁹⁸ (2⁻³⁹), so r is accurate unless it is tiny itself.
    /// </para>
    /// <para>
    /// Elements with larger x, or with n ≠ 0 and |r| below 2⁻²⁰ (2⁻¹⁴), which a millionth (a ten-thousandth) of arguments have, take the slow path
    /// <typeparamref name="TExact"/> in double, which reduces exactly.
    /// </para>
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane SinOfQuarterTurns<TLane, TExact>(TLane x, int quarterTurns)
        where TLane : struct, ILane<TLane>
        where TExact : struct, IScalarFunction
    {
        TLane magic = TLane.Constant(TLane.IsDouble ? 6755399441055744.0 : 12582912.0);
        TLane shifted = TLane.MultiplyAdd(x, TLane.Constant(0.6366197723675814), magic);
        TLane n = shifted - magic;
        TLane r = TLane.MultiplyAdd(n, TLane.Constant(TLane.IsDouble ? -1.5707963267341256 : -1.5706787109375), x);
        r = TLane.MultiplyAdd(n, TLane.Constant(TLane.IsDouble ? -6.077100506303966e-11 : -0.0001175999641418457), r);
        r = TLane.MultiplyAdd(n, TLane.Constant(TLane.IsDouble ? -2.0222662487959506e-21 : -1.5893254773528196e-08), r);

        // Bit 0 of the quadrant chooses the cosine, bit 1 the sign; shifted up, they are the top exponent bit and the sign bit of a number.
        TLane quadrant = TLane.ShiftLeft(TLane.AddBits(shifted, TLane.ConstantBits(quarterTurns)), TLane.IsDouble ? 62 : 30);
        TLane odd = TLane.NotEqual(TLane.And(quadrant, TLane.Constant(2)), TLane.Zero);
        TLane sign = TLane.And(quadrant, TLane.Constant(-0.0));
        TLane square = r * r;
        TLane result = TLane.Xor(TLane.Select(odd, CosReduced(square), SinReduced(r, square)), sign);

        TLane tiny = TLane.LessThan(TLane.Abs(r), TLane.Constant(TLane.IsDouble ? 9.5367431640625E-07 : 6.103515625E-05));
        TLane large = TLane.GreaterThan(x, TLane.Constant(TLane.IsDouble ? 1.6e6 : 1.6e3));
        TLane slow = TLane.Or(large, TLane.And(tiny, TLane.NotEqual(n, TLane.Zero)));
        return TLane.Any(slow) ? TLane.Select(slow, TLane.MapElements<TExact>(x), result) : result;
    }

    /// <summary>
    /// r + r³ s(r²) for |r| ≤ π/4: s is the minimax polynomial of (sin(r)/r − 1)/r², relative error of the sine 2⁻⁵⁷·³ (double, degree 5) and 2⁻²⁷·⁹ (float, degree 2).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane SinReduced<TLane>(TLane r, TLane square)
        where TLane : struct, ILane<TLane>
    {
        TLane s;
        if (TLane.IsDouble)
        {
            s = TLane.Constant(1.589763124540899e-10);
            s = TLane.MultiplyAddConstant(s, square, -2.5050774504439184e-08);
            s = TLane.MultiplyAddConstant(s, square, 2.7557313813292747e-06);
            s = TLane.MultiplyAddConstant(s, square, -0.000198412698302252);
            s = TLane.MultiplyAddConstant(s, square, 0.008333333333323064);
            s = TLane.MultiplyAddConstant(s, square, -0.16666666666666635);
        }
        else
        {
            s = TLane.Constant(-0.00019518447516020387);
            s = TLane.MultiplyAddConstant(s, square, 0.008332189172506332);
            s = TLane.MultiplyAddConstant(s, square, -0.16666655242443085);
        }
        return TLane.MultiplyAdd(r * square, s, r);
    }

    /// <summary>
    /// 1 − ½r² + r⁴ c(r²) for |r| ≤ π/4: c is the minimax polynomial of (cos(r) − 1 + ½r²)/r⁴, error 2⁻⁶² (double, degree 5) and 2⁻³⁰·⁸ (float, degree 2).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane CosReduced<TLane>(TLane square)
        where TLane : struct, ILane<TLane>
    {
        TLane c;
        if (TLane.IsDouble)
        {
            c = TLane.Constant(-1.1366789185511548e-11);
            c = TLane.MultiplyAddConstant(c, square, 2.0875870897139985e-09);
            c = TLane.MultiplyAddConstant(c, square, -2.755731552391346e-07);
            c = TLane.MultiplyAddConstant(c, square, 2.4801587293900762e-05);
            c = TLane.MultiplyAddConstant(c, square, -0.0013888888888881933);
            c = TLane.MultiplyAddConstant(c, square, 0.04166666666666665);
        }
        else
        {
            c = TLane.Constant(2.444369238219224e-05);
            c = TLane.MultiplyAddConstant(c, square, -0.001388742122799158);
            c = TLane.MultiplyAddConstant(c, square, 0.04166664928197861);
        }
        return TLane.MultiplyAdd(square, TLane.MultiplyAddConstant(square, c, -0.5), TLane.One);
    }
}
