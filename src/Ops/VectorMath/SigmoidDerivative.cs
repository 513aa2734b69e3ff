using System.Runtime.CompilerServices;

namespace Pullback.Ops.Kernels;

public static partial class VectorMath
{
    /// <summary>The derivative of the logistic function, σ(x) σ(−x), element by element.</summary>
    /// <typeparam name="TLane">The vector type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <remarks>
    /// <para>Maximal error: 4 ulp (double), 4 ulp (float).</para>
    /// <para>NaN gives NaN, ±∞ gives 0; far from zero the result is e^−|x|, through the subnormals.</para>
    /// <para>With z = e^−|x|: z/(1 + z)², which keeps its digits where σ(1 − σ) cancels, for large x.</para>
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane SigmoidDerivative<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        TLane z = ExpNonPositive(-TLane.Abs(x));
        TLane denominator = TLane.One + z;
        return z / (denominator * denominator);
    }
}
