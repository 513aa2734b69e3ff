using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pullback.Ops.Tests.LaneTests;

/// <summary>Values at which floating-point code goes wrong, and bit-for-bit comparison.</summary>
internal static class SpecialValues
{
    public static T[] Of<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] positive =
        [
            T.Zero,
            T.Epsilon,
            T.CreateChecked(3) * T.Epsilon,
            SmallestNormal<T>(),
            T.BitDecrement(SmallestNormal<T>()),
            T.CreateChecked(0.25),
            T.CreateChecked(0.5),
            T.BitDecrement(T.One),
            T.One,
            T.BitIncrement(T.One),
            T.CreateChecked(1.5),
            T.CreateChecked(2.5),
            T.CreateChecked(3.7),
            T.CreateChecked(1e6),
            T.CreateChecked(8388609),
            T.CreateChecked(1e10),
            T.BitDecrement(T.PositiveInfinity),
            T.PositiveInfinity,
        ];
        return [.. positive, .. positive.Select(x => -x), T.NaN];
    }

    /// <summary>Whether two numbers have the same bits; all NaNs count as one.</summary>
    public static bool Same<T>(T left, T right)
        where T : unmanaged, IFloatingPointIeee754<T> => (T.IsNaN(left) && T.IsNaN(right)) || Bits(left) == Bits(right);

    public static long Bits<T>(T value)
        where T : unmanaged =>
        Unsafe.SizeOf<T>() == sizeof(double) ? Unsafe.BitCast<T, long>(value) : Unsafe.BitCast<T, int>(value);

    private static T SmallestNormal<T>()
        where T : unmanaged, IFloatingPointIeee754<T> =>
        T.CreateChecked(typeof(T) == typeof(double) ? 2.2250738585072014E-308 : 1.17549435E-38f);
}
