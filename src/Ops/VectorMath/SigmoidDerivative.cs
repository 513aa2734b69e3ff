using System.Runtime.CompilerServices;

namespace Pullback.Ops.Kernels;

public static partial class VectorMath
{
    /// <summary>The derivative of the logistic function, σ(x) σ(−x), element by element.</summary>
    /// <typeparam name="TLane">The vector type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <remarks>
    /// NaN gives NaN, ±∞ gives 0. It keeps its digits where σ(1 − σ) cancels, for large x, down to 10⁻¹⁴⁷ (double) and 10⁻¹⁸ (float), below which it is 0 for positive x.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane SigmoidDerivative<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        Sigmoid(x, out TLane derivative);
        return derivative;
    }

    /// <summary>σ(x), and its derivative, which share their exponential and their division.</summary>
    /// <typeparam name="TLane">The vector type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <param name="derivative">σ′(x), bit for bit as <see cref="SigmoidDerivative"/> gives it.</param>
    /// <returns>σ(x), bit for bit as <see cref="Sigmoid{TLane}(TLane)"/> gives it.</returns>
    /// <remarks>
    /// With u = 2⁻⁵¹² (2⁻⁶⁴), s = 2ⁿ u and e^−x u = s (1 + p), as there: σ(x) = u / (s (1 + p) + u) and σ(−x) = s (1 + p) / (s (1 + p) + u).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Sigmoid<TLane>(TLane x, out TLane derivative)
        where TLane : struct, ILane<TLane>
    {
        // The lower bound is as far down as the scale stays a normal number; σ(x) has been 1 for long there.
        TLane lowest = TLane.Constant(TLane.IsDouble ? -340 : -42);
        TLane y = TLane.Clamp(-x, lowest, TLane.Constant(TLane.IsDouble ? 746 : 104));
        TLane shifted = NearestPowerOfTwo(y, TLane.IsDouble ? 1023 - 512 : 127 - 64, out TLane n);
        TLane reduced = ExpM1Reduced(ReduceByLn2(y, n));
        TLane scale = TLane.ShiftLeft(shifted, TLane.IsDouble ? 52 : 23);
        TLane unit = TLane.Constant(TLane.IsDouble ? 7.458340731200207E-155 : 5.421010862427522E-20);
        TLane reciprocal = TLane.One / (TLane.MultiplyAdd(scale, reduced, unit) + scale);
        TLane value = reciprocal * unit;
        TLane complement = TLane.MultiplyAdd(scale, reduced, scale) * reciprocal;
        derivative = TLane.Select(TLane.LessThan(-x, lowest), TLane.Zero, value * complement);
        return value;
    }
}
