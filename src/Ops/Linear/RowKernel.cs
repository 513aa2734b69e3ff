using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pullback.Ops.Kernels;

/// <summary>
/// The innermost loop of products of very few rows, such as the prediction of one sample: one row of c, eight vectors wide. Nothing is packed, since
/// each element of b is used once, and b is read in long contiguous pieces.
/// </summary>
/// <remarks>
/// A tile of <see cref="MicroKernel"/> with one row would have two sums, which wait for each other's latency; here are eight. Each sum adds in the same order
/// as there, so the bits are the same.
/// </remarks>
internal static class RowKernel
{
    /// <summary>How many vectors of columns are computed at once.</summary>
    internal const int Vectors = 8;

    /// <summary>c = a · b or c += a · b for one row of eight vectors, over <paramref name="depth"/> steps from the first to the last.</summary>
    /// <param name="a">The element of the row's first step.</param>
    /// <param name="aStep">From an element of a to the one of the next step.</param>
    /// <param name="b">The first row of b within the eight vectors; they are contiguous.</param>
    /// <param name="bStep">From a row of b to the next.</param>
    /// <param name="depth">The number of steps.</param>
    /// <param name="c">The first element of the row.</param>
    /// <param name="accumulate">Whether the sums are added to c.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run<T, TLane>(ref T a, nuint aStep, ref T b, nuint bStep, nuint depth, ref T c, bool accumulate)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLane : struct, ILane<TLane, T>
    {
        nuint width = (nuint)TLane.Count;
        TLane sum0 = TLane.Zero,
            sum1 = TLane.Zero,
            sum2 = TLane.Zero,
            sum3 = TLane.Zero;
        TLane sum4 = TLane.Zero,
            sum5 = TLane.Zero,
            sum6 = TLane.Zero,
            sum7 = TLane.Zero;
        for (; depth != 0; depth--)
        {
            TLane element = TLane.Broadcast(a);
            sum0 = TLane.MultiplyAdd(element, TLane.Load(ref b, 0), sum0);
            sum1 = TLane.MultiplyAdd(element, TLane.Load(ref b, width), sum1);
            sum2 = TLane.MultiplyAdd(element, TLane.Load(ref b, 2 * width), sum2);
            sum3 = TLane.MultiplyAdd(element, TLane.Load(ref b, 3 * width), sum3);
            sum4 = TLane.MultiplyAdd(element, TLane.Load(ref b, 4 * width), sum4);
            sum5 = TLane.MultiplyAdd(element, TLane.Load(ref b, 5 * width), sum5);
            sum6 = TLane.MultiplyAdd(element, TLane.Load(ref b, 6 * width), sum6);
            sum7 = TLane.MultiplyAdd(element, TLane.Load(ref b, 7 * width), sum7);
            a = ref Unsafe.Add(ref a, aStep);
            b = ref Unsafe.Add(ref b, bStep);
        }
        Finish(sum0, ref c, 0, accumulate);
        Finish(sum1, ref c, width, accumulate);
        Finish(sum2, ref c, 2 * width, accumulate);
        Finish(sum3, ref c, 3 * width, accumulate);
        Finish(sum4, ref c, 4 * width, accumulate);
        Finish(sum5, ref c, 5 * width, accumulate);
        Finish(sum6, ref c, 6 * width, accumulate);
        Finish(sum7, ref c, 7 * width, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<T, TLane>(TLane sum, ref T c, nuint index, bool accumulate)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLane : struct, ILane<TLane, T> => TLane.Store(accumulate ? TLane.Load(ref c, index) + sum : sum, ref c, index);
}
