using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pullback.Ops.Kernels;

/// <summary>
/// Loads and stores whole vectors and partial ones by one name, so that a fused loop writes its body once: with <c>count</c> equal to
/// <see cref="ILane{TSelf}.Count"/>, a constant, the partial branch is compiled away.
/// </summary>
public static class LaneMemory
{
    /// <summary>Loads <paramref name="count"/> elements; the rest of the vector is zero. Bounds are not checked.</summary>
    /// <typeparam name="TLane">The vector type.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="source">The start of the memory.</param>
    /// <param name="index">The first element to load.</param>
    /// <param name="count">How many elements to load: at most a whole vector.</param>
    /// <returns>The vector.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Load<TLane, T>(ref readonly T source, int index, int count)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        count == TLane.Count
            ? TLane.Load(in source, (nuint)index)
            : TLane.LoadPartial(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref Unsafe.AsRef(in source), index), count));

    /// <summary>Stores the first <paramref name="count"/> elements of a vector. Bounds are not checked.</summary>
    /// <typeparam name="TLane">The vector type.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="value">The vector.</param>
    /// <param name="destination">The start of the memory.</param>
    /// <param name="index">The first element to store to.</param>
    /// <param name="count">How many elements to store: at most a whole vector.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TLane, T>(TLane value, ref T destination, int index, int count)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (count == TLane.Count)
        {
            TLane.Store(value, ref destination, (nuint)index);
        }
        else
        {
            TLane.StorePartial(value, MemoryMarshal.CreateSpan(ref Unsafe.Add(ref destination, index), count));
        }
    }
}
