using System.Numerics;
using System.Runtime.CompilerServices;
using Pullback.Ops.Kernels;

namespace Pullback.Ops;

public static partial class ScalarMath
{
    /// <summary>
    /// The standard normal distribution function Φ(x) = ½ erfc(−x/√2), with its digits in the lower tail, where ½ (1 + Erf(x/√2)) cancels. Its derivative is the density
    /// e^(−x²/2) / √(2π).
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The argument. NaN gives NaN, +∞ gives 1, −∞ gives 0.</param>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is none of float, double and Dual.</exception>
    public static T NormalCdf<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        typeof(T) == typeof(Dual)
            ? Unsafe.BitCast<Dual, T>(Dual.NormalCdf(Unsafe.BitCast<T, Dual>(x)))
            : FromLane<T>(VectorMath.NormalCdf(ToLane(x)));
}
