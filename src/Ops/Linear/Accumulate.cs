using System.Numerics;
using System.Numerics.Tensors;

namespace Pullback.Ops.Kernels;

/// <summary>
/// Addition of whole buffers: the residual connection forward, and the sum of the gradients that meet at a fork backward.
/// </summary>
/// <remarks>
/// One rounded addition an element, so the bits are the same on every machine. NaN and infinities follow IEEE 754. The backward of a residual
/// addition is the outgoing gradient itself, for either term; nothing is computed.
/// </remarks>
public static class Accumulate
{
    /// <summary>destination[i] += source[i].</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="source">What is added.</param>
    /// <param name="destination">What it is added to; as long as <paramref name="source"/>, and the same memory or disjoint.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap with a shift.</exception>
    public static void Add<T>(ReadOnlySpan<T> source, Span<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        KernelGuard.Length<T>(destination, source.Length, nameof(destination));
        KernelGuard.SameOrDisjoint(source, destination);
        TensorPrimitives.Add(destination, source, destination);
    }

    /// <summary>sum[i] = left[i] + right[i].</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="left">The first term.</param>
    /// <param name="right">The second term, as long as the first.</param>
    /// <param name="sum">The sum, as long as the terms; starts where a term starts or is disjoint from it.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the sum overlaps a term with a shift.</exception>
    public static void Sum<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right, Span<T> sum)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        KernelGuard.Length(right, left.Length);
        KernelGuard.Length<T>(sum, left.Length, nameof(sum));
        KernelGuard.SameOrDisjoint(left, sum);
        KernelGuard.SameOrDisjoint(right, sum);
        TensorPrimitives.Add(left, right, sum);
    }
}
