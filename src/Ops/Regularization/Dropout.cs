using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static System.FormattableString;

namespace Pullback.Ops.Kernels;

/// <summary>
/// Inverted dropout: each element is dropped (becomes zero) with probability <c>rate</c>, and what is kept is multiplied by 1 / (1 − rate), so that the
/// expected value is unchanged and prediction needs no correction. Backward is the same map with the same mask.
/// </summary>
/// <remarks>
/// <para>
/// Element i is kept when <see cref="RandomKey.BitsAt"/>(i) is at least <see cref="Threshold"/>(rate): a pure function of the key and the
/// position. A dropped element is zero even where the input is NaN or infinite, because it is selected and never multiplied; a kept one follows IEEE 754.
/// </para>
/// <para>
/// A mask has all bits set in an element that is kept and none in one that is dropped, like the masks of <see cref="ILane{TSelf}"/>.
/// </para>
/// <para>Source: N. Srivastava et al., <em>Dropout: A Simple Way to Prevent Neural Networks from Overfitting</em>, 2014.</para>
/// </remarks>
public static class Dropout
{
    private const int ChunkLength = 256;

    /// <summary>The least random bits, read as an unsigned number, with which an element is kept: rate · 2³², rounded.</summary>
    /// <param name="rate">The probability of being dropped, at least 0 and less than 1.</param>
    /// <returns>The threshold.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is out of range or NaN.</exception>
    public static uint Threshold(double rate)
    {
        CheckRate(rate);
        return (uint)Math.Min(Math.Round(rate * 4294967296.0), uint.MaxValue);
    }

    /// <summary>What kept elements are multiplied by: 1 / (1 − rate).</summary>
    /// <param name="rate">The probability of being dropped, at least 0 and less than 1.</param>
    /// <returns>The factor, in double; round it once to the element type.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is out of range or NaN.</exception>
    public static double Scale(double rate)
    {
        CheckRate(rate);
        return 1 / (1 - rate);
    }

    /// <summary>One vector of the map, forward or backward, for fused kernels: value · scale where the mask is set, else zero.</summary>
    /// <typeparam name="TLane">The vector type.</typeparam>
    /// <param name="value">The activation, or the gradient that comes from above.</param>
    /// <param name="mask">The mask at the same elements.</param>
    /// <param name="scale"><see cref="Scale"/>(rate) in every element.</param>
    /// <returns>The output, or the gradient towards the input.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Apply<TLane>(TLane value, TLane mask, TLane scale)
        where TLane : struct, ILane<TLane> => TLane.And(mask, value * scale);

    /// <summary>Draws the mask of elements firstIndex … firstIndex + mask.Length − 1; the bits do not depend on how a mask is cut into calls.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="mask">Receives the mask.</param>
    /// <param name="key">The key of this dropout in this step.</param>
    /// <param name="rate">The probability of being dropped, at least 0 and less than 1.</param>
    /// <param name="firstIndex">The position of the mask's first element.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is out of range or NaN, or <paramref name="firstIndex"/> is negative.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    [SkipLocalsInit]
    public static void FillMask<T>(Span<T> mask, RandomKey key, double rate, long firstIndex = 0)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ElementType.Check<T>();
        uint threshold = Threshold(rate);
        if (typeof(T) == typeof(float))
        {
            // The bits are drawn into the mask itself and become the mask in place.
            Span<uint> bits = MemoryMarshal.Cast<T, uint>(mask);
            key.FillBits(bits, firstIndex);
            Compare(bits, threshold);
            return;
        }
        Span<uint> chunk = stackalloc uint[ChunkLength];
        Span<long> wide = MemoryMarshal.Cast<T, long>(mask);
        for (int first = 0; first < wide.Length; first += ChunkLength)
        {
            Span<uint> bits = chunk[..Math.Min(ChunkLength, wide.Length - first)];
            key.FillBits(bits, firstIndex + first);
            for (int i = 0; i < bits.Length; i++)
            {
                wide[first + i] = bits[i] >= threshold ? -1 : 0;
            }
        }
    }

    /// <summary>output[i] = input[i] · scale where the mask is set, else 0: dropout with a mask that is kept for backward, and that backward.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="input">The activations, or the gradient that comes from above.</param>
    /// <param name="mask">A mask as <see cref="FillMask"/> gives it, as long as the input.</param>
    /// <param name="rate">The probability of being dropped, at least 0 and less than 1.</param>
    /// <param name="output">As long as the input; starts where the input starts or is disjoint from it.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap with a shift.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is out of range or NaN.</exception>
    public static void Apply<T>(ReadOnlySpan<T> input, ReadOnlySpan<T> mask, double rate, Span<T> output)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        KernelGuard.Length(mask, input.Length);
        KernelGuard.Length<T>(output, input.Length, nameof(output));
        KernelGuard.SameOrDisjoint(input, output);
        KernelGuard.SameOrDisjoint(mask, output);
        ApplyKernel<T> kernel = new(input, mask, Scale(rate), output);
        Lanes.Run<T, ApplyKernel<T>>(ref kernel);
    }

    /// <summary>Dropout with a mask that is not kept.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="input">The activations.</param>
    /// <param name="output">As long as the input; starts where the input starts or is disjoint from it.</param>
    /// <param name="key">The key of this dropout in this step.</param>
    /// <param name="rate">The probability of being dropped, at least 0 and less than 1.</param>
    /// <param name="firstIndex">The position of the first element.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap with a shift.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is out of range or NaN, or <paramref name="firstIndex"/> is negative.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    [SkipLocalsInit]
    public static void Forward<T>(ReadOnlySpan<T> input, Span<T> output, RandomKey key, double rate, long firstIndex = 0)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        KernelGuard.Length<T>(output, input.Length, nameof(output));
        KernelGuard.SameOrDisjoint(input, output);
        Span<T> chunk = stackalloc T[ChunkLength];
        for (int first = 0; first < input.Length; first += ChunkLength)
        {
            int length = Math.Min(ChunkLength, input.Length - first);
            FillMask(chunk[..length], key, rate, firstIndex + first);
            Apply(input.Slice(first, length), chunk[..length], rate, output.Slice(first, length));
        }
    }

    /// <summary>The gradient of <see cref="Forward"/>, whose mask is drawn again from the same key.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="outputGradient">The gradient that comes from above.</param>
    /// <param name="inputGradient">Receives the gradient towards the input; starts where <paramref name="outputGradient"/> starts or is disjoint.</param>
    /// <param name="key">The key that <see cref="Forward"/> was given.</param>
    /// <param name="rate">The rate that <see cref="Forward"/> was given.</param>
    /// <param name="firstIndex">The position of the first element.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap with a shift.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is out of range or NaN, or <paramref name="firstIndex"/> is negative.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void Backward<T>(
        ReadOnlySpan<T> outputGradient,
        Span<T> inputGradient,
        RandomKey key,
        double rate,
        long firstIndex = 0
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        KernelGuard.Length<T>(inputGradient, outputGradient.Length, nameof(inputGradient));
        KernelGuard.SameOrDisjoint(outputGradient, inputGradient);
        Forward(outputGradient, inputGradient, key, rate, firstIndex);
    }

    /// <summary>Turns random bits into all bits where they are at least the threshold, else none. Integers: any width gives the same.</summary>
    private static void Compare(Span<uint> bits, uint threshold)
    {
        ref uint first = ref MemoryMarshal.GetReference(bits);
        var least = new Vector<uint>(threshold);
        int i = 0;
        for (; i <= bits.Length - Vector<uint>.Count; i += Vector<uint>.Count)
        {
            Vector.GreaterThanOrEqual(Vector.LoadUnsafe(ref first, (nuint)i), least).StoreUnsafe(ref first, (nuint)i);
        }
        for (; i < bits.Length; i++)
        {
            bits[i] = bits[i] >= threshold ? uint.MaxValue : 0;
        }
    }

    private static void CheckRate(double rate)
    {
        if (!(rate >= 0 && rate < 1))
        {
            WrongRate(rate);
        }
    }

    [DoesNotReturn]
    private static void WrongRate(double rate) =>
        throw new ArgumentOutOfRangeException(
            nameof(rate),
            rate,
            Invariant($"rate is {rate} but must be at least 0 and less than 1.")
        );

    private readonly ref struct ApplyKernel<T>(ReadOnlySpan<T> input, ReadOnlySpan<T> mask, double scale, Span<T> output)
        : ILaneKernel<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> input = input;
        private readonly ReadOnlySpan<T> mask = mask;
        private readonly Span<T> output = output;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TLane>()
            where TLane : struct, ILane<TLane, T>
        {
            TLane factor = TLane.Constant(scale);
            ref T from = ref MemoryMarshal.GetReference(input);
            ref T kept = ref MemoryMarshal.GetReference(mask);
            ref T to = ref MemoryMarshal.GetReference(output);
            int i = 0;
            for (; i <= output.Length - TLane.Count; i += TLane.Count)
            {
                TLane.Store(Apply(TLane.Load(ref from, (nuint)i), TLane.Load(ref kept, (nuint)i), factor), ref to, (nuint)i);
            }
            if (i < output.Length)
            {
                TLane.StorePartial(Apply(TLane.LoadPartial(input[i..]), TLane.LoadPartial(mask[i..]), factor), output[i..]);
            }
        }
    }
}
