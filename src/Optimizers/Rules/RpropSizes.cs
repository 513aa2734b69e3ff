using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>How Rprop adapts the size of each parameter's step; the rules of its forms share it.</summary>
internal static class RpropSizes
{
    /// <summary>
    /// The size that training starts with, where there is a size between the two bounds at all. They are settings of their own, which come in any order: only here are both
    /// known. The size itself may lie outside them, as in PyTorch.
    /// </summary>
    public static double First(double initialSize, double minSize, double maxSize)
    {
        _ = Require.NotAbove(minSize, maxSize, nameof(ScaleByRprop.MinSize), nameof(ScaleByRprop.MaxSize));
        return initialSize;
    }

    /// <summary>The size grows where the gradient keeps its sign, shrinks where it changes it, and stays where one of the two is zero.</summary>
    public static T Next<T>(T size, T agreement, T growth, T shrinkage, T minSize, T maxSize)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        agreement > T.Zero ? T.Min(size * growth, maxSize)
        : agreement < T.Zero ? T.Max(size * shrinkage, minSize)
        : size;
}
