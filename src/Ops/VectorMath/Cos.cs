using System.Runtime.CompilerServices;

namespace Pullback.Ops.Kernels;

public static partial class VectorMath
{
    /// <summary>cos x (radians), element by element.</summary>
    /// <typeparam name="TLane">The vector type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <remarks>
    /// <para>Maximal error: 2 ulp (double), 2 ulp (float).</para>
    /// <para>NaN and ±∞ give NaN. Huge arguments are reduced exactly, on the slow path.</para>
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Cos<TLane>(TLane x)
        where TLane : struct, ILane<TLane> => SinOfQuarterTurns<TLane, ExactCos>(TLane.Abs(x), 1);

    private readonly struct ExactCos : IScalarFunction
    {
        public static double Invoke(double x) => Math.Cos(x);
    }
}
