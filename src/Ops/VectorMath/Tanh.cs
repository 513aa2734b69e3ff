using System.Runtime.CompilerServices;

namespace Pullback.Ops.Kernels;

public static partial class VectorMath
{
    /// <summary>tanh x, element by element.</summary>
    /// <typeparam name="TLane">The vector type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <remarks>
    /// <para>Maximal error: 2 ulp (double), 2 ulp (float).</para>
    /// <para>NaN gives NaN, ±0 gives ±0, ±∞ gives ±1.</para>
    /// <para>
    /// For |x| &lt; 0.55: x + x³ p(x²), p the minimax polynomial of (tanh(x)/x − 1)/x², relative error 2⁻⁵⁷·⁹ (double, degree 10) and 2⁻²⁸·⁸ (float, degree 4). From there on
    /// 1 − 2/(e^(2|x|) + 1), with e^(2|x|) = s (1 + p) and s = 2ⁿ: the denominator is one multiply-add of p. ln 2 is one constant: where n is large enough for its error to
    /// count, tanh is flat.
    /// </para>
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Tanh<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        // From this bound on the result rounds to 1.
        TLane doubled = TLane.Abs(x + x);
        TLane bound = TLane.Constant(TLane.IsDouble ? 40 : 20);
        doubled = TLane.Select(TLane.GreaterThan(doubled, bound), bound, doubled);

        TLane shifted = NearestPowerOfTwo(doubled, TLane.IsDouble ? 1023 : 127, out TLane n);
        TLane reduced = ExpM1Reduced(TLane.MultiplyAdd(n, TLane.Constant(-0.6931471805599453), doubled));
        TLane scale = TLane.ShiftLeft(shifted, TLane.IsDouble ? 52 : 23);
        TLane denominator = TLane.MultiplyAdd(scale, reduced, scale + TLane.One);
        TLane large = TLane.One - (TLane.Constant(2) / denominator);

        TLane square = x * x;
        TLane small = TLane.MultiplyAdd(x * square, TanhRatio(square), x);
        return TLane.CopySign(TLane.Select(TLane.LessThan(doubled, TLane.Constant(1.1)), small, large), x);
    }

    /// <summary>(tanh(x)/x − 1)/x² for x² ≤ 0.305.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane TanhRatio<TLane>(TLane square)
        where TLane : struct, ILane<TLane>
    {
        TLane p;
        if (TLane.IsDouble)
        {
            p = TLane.Constant(-1.970431553105895e-05);
            p = TLane.MultiplyAddConstant(p, square, 8.368712971287086e-05);
            p = TLane.MultiplyAddConstant(p, square, -0.00023366478916459472);
            p = TLane.MultiplyAddConstant(p, square, 0.0005885669018724115);
            p = TLane.MultiplyAddConstant(p, square, -0.00145557574750502);
            p = TLane.MultiplyAddConstant(p, square, 0.0035920977213861984);
            p = TLane.MultiplyAddConstant(p, square, -0.008863233234848339);
            p = TLane.MultiplyAddConstant(p, square, 0.02186948842986645);
            p = TLane.MultiplyAddConstant(p, square, -0.05396825396554135);
            p = TLane.MultiplyAddConstant(p, square, 0.1333333333333026);
            p = TLane.MultiplyAddConstant(p, square, -0.33333333333333326);
        }
        else
        {
            p = TLane.Constant(-0.00631643645465374);
            p = TLane.MultiplyAddConstant(p, square, 0.021106351166963577);
            p = TLane.MultiplyAddConstant(p, square, -0.05386226251721382);
            p = TLane.MultiplyAddConstant(p, square, 0.13332702219486237);
            p = TLane.MultiplyAddConstant(p, square, -0.33333322405815125);
        }
        return p;
    }
}
