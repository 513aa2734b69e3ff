using System.Runtime.CompilerServices;

namespace Pullback.Ops.Kernels;

public static partial class VectorMath
{
    /// <summary>The natural logarithm, element by element.</summary>
    /// <typeparam name="TLane">The vector type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <remarks>
    /// <para>Maximal error: 1.5 ulp (double), 1.5 ulp (float).</para>
    /// <para>NaN and negative arguments give NaN, ±0 gives −∞, +∞ gives +∞; subnormal arguments are as accurate as others.</para>
    /// <para>x = 2ᵏ m with √½ ≤ m &lt; √2; log x = k ln 2 + log m.</para>
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Log<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        // Subnormals are scaled up by 2⁵⁴ (2²⁴) first.
        TLane subnormal = TLane.LessThan(x, TLane.Constant(TLane.IsDouble ? 2.2250738585072014E-308 : 1.17549435E-38));
        TLane normal = TLane.Select(subnormal, x * TLane.Constant(TLane.IsDouble ? 18014398509481984.0 : 16777216.0), x);
        TLane m = SplitExponent(normal, out TLane exponent);
        TLane k = ExponentToNumber(exponent) - TLane.And(subnormal, TLane.Constant(TLane.IsDouble ? 54 : 24));
        TLane result = LogReduced(m - TLane.One, k);

        TLane infinity = TLane.Constant(double.PositiveInfinity);
        TLane special = TLane.Select(TLane.LessThan(x, TLane.Zero), TLane.Constant(double.NaN), x);
        special = TLane.Select(TLane.Equal(x, TLane.Zero), -infinity, special);
        TLane ordinary = TLane.And(TLane.GreaterThan(x, TLane.Zero), TLane.LessThan(x, infinity));
        return TLane.Select(ordinary, result, special);
    }
}
