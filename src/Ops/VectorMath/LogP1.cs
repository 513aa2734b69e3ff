using System.Runtime.CompilerServices;

namespace Pullback.Ops.Kernels;

public static partial class VectorMath
{
    /// <summary>log(1 + x), element by element, accurate near zero.</summary>
    /// <typeparam name="TLane">The vector type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <remarks>
    /// <para>Maximal error: 2 ulp (double), 2 ulp (float).</para>
    /// <para>NaN and arguments below −1 give NaN, −1 gives −∞, ±0 gives ±0, +∞ gives +∞.</para>
    /// <para>
    /// u = 1 + x rounds by c, exactly known (Knuth's two-sum). With u = 2ᵏ m the fraction is m − 1 + 2⁻ᵏ c: the lost part returns before the polynomial sees it.
    /// </para>
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane LogP1<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        TLane u = TLane.One + x;
        TLane back = u - TLane.One;
        TLane lost = (TLane.One - (u - back)) + (x - back);

        TLane m = SplitExponent(u, out TLane exponent);
        // The bits of 2 · 2⁻ᵏ, exponent field (2b + 1) − (k + b): not negative, however large k is.
        int position = TLane.IsDouble ? 52 : 23;
        TLane twiceInverse = TLane.ShiftLeft(
            TLane.SubtractBits(TLane.ConstantBits(TLane.IsDouble ? 2047 : 255), exponent),
            position
        );
        TLane fraction = TLane.MultiplyAdd(lost * twiceInverse, TLane.Constant(0.5), m - TLane.One);
        TLane result = LogReduced(fraction, ExponentToNumber(exponent));

        // Zero keeps its sign, infinity and NaN themselves.
        TLane infinity = TLane.Constant(double.PositiveInfinity);
        TLane special = TLane.Select(TLane.LessThan(u, TLane.Zero), TLane.Constant(double.NaN), x);
        special = TLane.Select(TLane.Equal(u, TLane.Zero), -infinity, special);
        TLane ordinary = TLane.And(TLane.GreaterThan(u, TLane.Zero), TLane.LessThan(u, infinity));
        ordinary = TLane.AndNot(ordinary, TLane.Equal(x, TLane.Zero));
        return TLane.Select(ordinary, result, special);
    }
}
