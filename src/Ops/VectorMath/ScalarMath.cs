using System.Numerics;
using System.Runtime.CompilerServices;
using Pullback.Ops.Kernels;

namespace Pullback.Ops;

/// <summary>
/// Numerically stable scalar functions that .NET lacks, for the formulas of <see cref="IElementwiseOp"/> and update rules: they never overflow on the way to a finite result,
/// and keep their accuracy where the textbook expression cancels.
/// </summary>
/// <remarks>
/// Each function takes <see cref="float"/>, <see cref="double"/> and <see cref="Dual"/> (which carries its own derivative rule); another type throws
/// <see cref="NotSupportedException"/>. A float result is the double one, rounded. In a formula the generator replaces them by the vector functions of the same name
/// in <see cref="VectorMath"/>.
/// </remarks>
public static partial class ScalarMath
{
    /// <summary>The logistic function 1 / (1 + e<sup>−x</sup>). Its derivative is Sigmoid(x) · Sigmoid(−x).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The argument. NaN gives NaN, +∞ gives 1, −∞ gives 0.</param>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is none of float, double and Dual.</exception>
    public static T Sigmoid<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        typeof(T) == typeof(Dual)
            ? Unsafe.BitCast<Dual, T>(Dual.Sigmoid(Unsafe.BitCast<T, Dual>(x)))
            : FromLane<T>(VectorMath.Sigmoid(ToLane(x)));

    /// <summary>log Sigmoid(x) = −Softplus(−x). Its derivative is Sigmoid(−x).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The argument. NaN gives NaN, +∞ gives 0, −∞ gives −∞.</param>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is none of float, double and Dual.</exception>
    public static T LogSigmoid<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        typeof(T) == typeof(Dual)
            ? Unsafe.BitCast<Dual, T>(Dual.LogSigmoid(Unsafe.BitCast<T, Dual>(x)))
            : FromLane<T>(VectorMath.LogSigmoid(ToLane(x)));

    /// <summary>log(1 + e<sup>x</sup>). Its derivative is Sigmoid(x).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The argument. NaN gives NaN, +∞ gives +∞, −∞ gives 0.</param>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is none of float, double and Dual.</exception>
    public static T Softplus<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        typeof(T) == typeof(Dual)
            ? Unsafe.BitCast<Dual, T>(Dual.Softplus(Unsafe.BitCast<T, Dual>(x)))
            : FromLane<T>(VectorMath.Softplus(ToLane(x)));

    /// <summary>log(e<sup>x</sup> + e<sup>y</sup>). Its derivatives are Sigmoid(x − y) and Sigmoid(y − x).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The first exponent.</param>
    /// <param name="y">The second exponent. +∞ with anything but NaN is +∞, −∞ with x is x.</param>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is none of float, double and Dual.</exception>
    public static T LogAddExp<T>(T x, T y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        typeof(T) == typeof(Dual)
            ? Unsafe.BitCast<Dual, T>(Dual.LogAddExp(Unsafe.BitCast<T, Dual>(x), Unsafe.BitCast<T, Dual>(y)))
            : FromLane<T>(VectorMath.LogAddExp(ToLane(x), ToLane(y)));

    /// <summary>The error function 2/√π ∫₀ˣ e<sup>−t²</sup> dt. Its derivative is 2/√π e<sup>−x²</sup>.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The argument. NaN gives NaN, ±∞ gives ±1, ±0 gives ±0.</param>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is none of float, double and Dual.</exception>
    public static T Erf<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        typeof(T) == typeof(Dual)
            ? Unsafe.BitCast<Dual, T>(Dual.Erf(Unsafe.BitCast<T, Dual>(x)))
            : FromLane<T>(VectorMath.Erf(ToLane(x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ScalarLane<double> ToLane<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double))
        {
            return ScalarLane<double>.Broadcast(Unsafe.BitCast<T, double>(x));
        }
        if (typeof(T) != typeof(float))
        {
            LaneThrow.UnsupportedElementType(typeof(T));
        }
        return ScalarLane<double>.Broadcast(Unsafe.BitCast<T, float>(x));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T FromLane<T>(ScalarLane<double> lane)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double value = ScalarLane<double>.GetElement(lane, 0);
        return typeof(T) == typeof(double) ? Unsafe.BitCast<double, T>(value) : Unsafe.BitCast<float, T>((float)value);
    }
}
