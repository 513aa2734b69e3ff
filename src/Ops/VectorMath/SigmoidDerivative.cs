using System.Runtime.CompilerServices;

namespace Pullback.Ops.Kernels;

public static partial class VectorMath
{
    /// <summary>The derivative of the logistic function, σ(x) σ(−x), element by element.</summary>
    /// <typeparam name="TLane">The vector type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <remarks>
    /// NaN gives NaN, ±∞ gives 0. With z = e^−|x|: z/(1 + z)², which keeps its digits where σ(1 − σ) cancels, for large x.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane SigmoidDerivative<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        TLane z = ExpNonPositive(-TLane.Abs(x));
        TLane denominator = TLane.One + z;
        return z / (denominator * denominator);
    }

    /// <summary>σ(x), and its derivative, which share their exponential.</summary>
    /// <typeparam name="TLane">The vector type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <param name="derivative">σ′(x), bit for bit as <see cref="SigmoidDerivative"/> gives it.</param>
    /// <returns>σ(x), bit for bit as <see cref="Sigmoid{TLane}(TLane)"/> gives it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Sigmoid<TLane>(TLane x, out TLane derivative)
        where TLane : struct, ILane<TLane>
    {
        TLane z = ExpNonPositive(-TLane.Abs(x));
        TLane denominator = TLane.One + z;
        derivative = z / (denominator * denominator);
        TLane numerator = TLane.Select(TLane.LessThan(x, TLane.Zero), z, TLane.One);
        return numerator / denominator;
    }
}
