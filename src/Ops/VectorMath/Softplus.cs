using System.Runtime.CompilerServices;

namespace Pullback.Ops.Kernels;

public static partial class VectorMath
{
    /// <summary>log(1 + e<sup>x</sup>), element by element.</summary>
    /// <typeparam name="TLane">The vector type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <remarks>
    /// <para>Maximal error: 2.5 ulp (double), 2 ulp (float).</para>
    /// <para>NaN gives NaN, +∞ gives +∞, −∞ gives 0; far below zero the result is e<sup>x</sup>, through the subnormals.</para>
    /// <para>max(x, 0) + log(1 + e^−|x|): nothing overflows, and both terms are non-negative.</para>
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Softplus<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        TLane positivePart = TLane.And(TLane.GreaterThan(x, TLane.Zero), x);
        return positivePart + LogP1Unit(ExpNonPositive(-TLane.Abs(x)));
    }
}
