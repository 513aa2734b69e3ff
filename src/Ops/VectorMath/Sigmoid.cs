using System.Runtime.CompilerServices;

namespace Pullback.Ops.Kernels;

public static partial class VectorMath
{
    /// <summary>The logistic function 1 / (1 + e<sup>−x</sup>), element by element.</summary>
    /// <typeparam name="TLane">The vector type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <remarks>
    /// <para>Maximal error: 2.5 ulp (double), 2 ulp (float).</para>
    /// <para>NaN gives NaN, +∞ gives 1, −∞ gives 0; far below zero the result is e<sup>x</sup>, through the subnormals.</para>
    /// <para>
    /// 1/(1 + s (1 + p)), where e^−x = s (1 + p) and s = 2ⁿ: the denominator is one multiply-add and one addition away from p. It is scaled
    /// by 2⁻⁵¹² (2⁻⁶⁴), because s alone overflows where the result is subnormal.
    /// </para>
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Sigmoid<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        // Outside of these bounds the result rounds to 0 or to 1.
        TLane y = TLane.Clamp(-x, TLane.Constant(TLane.IsDouble ? -60 : -30), TLane.Constant(TLane.IsDouble ? 746 : 104));
        TLane shifted = NearestPowerOfTwo(y, TLane.IsDouble ? 1023 - 512 : 127 - 64, out TLane n);
        TLane reduced = ExpM1Reduced(ReduceByLn2(y, n));
        TLane scale = TLane.ShiftLeft(shifted, TLane.IsDouble ? 52 : 23);
        TLane unit = TLane.Constant(TLane.IsDouble ? 7.458340731200207E-155 : 5.421010862427522E-20);
        TLane denominator = TLane.MultiplyAdd(scale, reduced, unit) + scale;
        return TLane.One / denominator * unit;
    }
}
