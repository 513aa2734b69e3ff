using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pullback.Optimizers.Kernels;

/// <summary>Reads the coefficients of a <see cref="RuleBlock{T}"/> in emitted loops.</summary>
public static class BlockCoefficient
{
    /// <summary>A coefficient in every element of a vector. Nothing is checked: the index was written by the generator.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TLane">The vector type.</typeparam>
    /// <param name="first">The first coefficient (<see cref="RuleBlock{T}.Coefficients"/>).</param>
    /// <param name="index">Which one.</param>
    /// <returns>The vector.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Get<T, TLane>(ref readonly T first, int index)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLane : struct, ILane<TLane, T> => TLane.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in first), index));
}
