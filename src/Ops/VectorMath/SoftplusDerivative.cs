using System.Runtime.CompilerServices;

namespace Pullback.Ops.Kernels;

public static partial class VectorMath
{
    /// <summary>log(1 + e<sup>x</sup>), and its derivative σ(x), which share their exponential.</summary>
    /// <typeparam name="TLane">The vector type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <param name="derivative">σ(x), bit for bit as <see cref="Sigmoid{TLane}(TLane)"/> gives it.</param>
    /// <returns>Bit for bit what <see cref="Softplus{TLane}(TLane)"/> gives.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Softplus<TLane>(TLane x, out TLane derivative)
        where TLane : struct, ILane<TLane>
    {
        TLane z = ExpNonPositive(-TLane.Abs(x));
        TLane numerator = TLane.Select(TLane.LessThan(x, TLane.Zero), z, TLane.One);
        derivative = numerator / (TLane.One + z);
        TLane positivePart = TLane.And(TLane.GreaterThan(x, TLane.Zero), x);
        return positivePart + LogP1Unit(z);
    }
}
