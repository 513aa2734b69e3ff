using System.Runtime.CompilerServices;

namespace Pullback.Ops.Kernels;

public static partial class VectorMath
{
    /// <summary>log(1 / (1 + e<sup>−x</sup>)), element by element: minus the softplus of −x.</summary>
    /// <typeparam name="TLane">The vector type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <remarks>
    /// <para>Maximal error: 2.5 ulp (double), 2 ulp (float).</para>
    /// <para>NaN gives NaN, +∞ gives 0, −∞ gives −∞; far above zero the result is −e<sup>−x</sup>, through the subnormals.</para>
    /// <para>min(x, 0) − log(1 + e^−|x|): nothing overflows, and neither term is positive.</para>
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane LogSigmoid<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        TLane negativePart = TLane.And(TLane.LessThan(x, TLane.Zero), x);
        return negativePart - LogP1Unit(ExpNonPositive(-TLane.Abs(x)));
    }
}
