using System.Runtime.CompilerServices;

namespace Pullback.Ops.Kernels;

public static partial class VectorMath
{
    /// <summary>log(e<sup>x</sup> + e<sup>y</sup>), element by element.</summary>
    /// <typeparam name="TLane">The vector type.</typeparam>
    /// <param name="x">The first exponent.</param>
    /// <param name="y">The second exponent.</param>
    /// <remarks>
    /// <para>
    /// Maximal error: 3 ulp (double), 3 ulp (float), measured in units of the larger of the result and max(x, y): around the curve where the result
    /// passes through zero the two terms cancel.
    /// </para>
    /// <para>NaN gives NaN; an infinity gives what the limit gives: +∞ with anything is +∞, −∞ with y is y.</para>
    /// <para>max(x, y) + log(1 + e^−|x − y|). Equal arguments, infinities included, have difference zero.</para>
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane LogAddExp<TLane>(TLane x, TLane y)
        where TLane : struct, ILane<TLane>
    {
        TLane difference = TLane.AndNot(x - y, TLane.Equal(x, y));
        TLane z = ExpNonPositive(-TLane.Abs(difference));

        // The rounding of the difference (Knuth's two-sum) is an absolute error of the exponent, so a relative one of z. It does not count, and may be NaN, where the arguments are equal
        // or z vanishes.
        TLane back = difference - x;
        TLane lost = (x - (difference - back)) - (y + back);
        lost = TLane.And(lost, TLane.And(TLane.GreaterThan(z, TLane.Zero), TLane.LessThan(z, TLane.One)));
        TLane sign = TLane.And(difference, TLane.Constant(-0.0));
        TLane corrected = TLane.MultiplyAdd(-z, TLane.Xor(lost, sign), z);
        return TLane.Max(x, y) + LogP1Unit(corrected);
    }
}
