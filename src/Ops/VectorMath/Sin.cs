using System.Runtime.CompilerServices;

namespace Pullback.Ops.Kernels;

public static partial class VectorMath
{
    /// <summary>sin x (radians), element by element.</summary>
    /// <typeparam name="TLane">The vector type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <remarks>
    /// <para>Maximal error: 2 ulp (double), 2 ulp (float).</para>
    /// <para>NaN and ±∞ give NaN, ±0 gives ±0. Huge arguments are reduced exactly, on the slow path.</para>
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Sin<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        TLane sign = TLane.And(x, TLane.Constant(-0.0));
        return TLane.Xor(SinOfQuarterTurns<TLane, ExactSin>(TLane.Abs(x), 0), sign);
    }

    private readonly struct ExactSin : IScalarFunction
    {
        public static double Invoke(double x) => Math.Sin(x);
    }
}
