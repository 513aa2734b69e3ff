using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Pullback.Ops.Kernels;

namespace Pullback.Ops;

/// <summary>The normal quantile of (word + ½) · 2⁻³² in single precision, to a few units in the last place.</summary>
/// <remarks>
/// <para>
/// With p the smaller of the probability and its complement, and x = 1 − 2p with the sign of the result, w = −log(4 p (1 − p)): the quantile is x times a smooth function of w in the
/// middle, and a smooth function of √w in the tails. p and x are rounded once each from the bits of the word, so that neither is lost in the other's digits, and the two halves of the
/// distribution are mirror images.
/// </para>
/// <para>
/// The variable w is that of M. Giles, "Approximating the erfinv function", GPU Computing Gems 2, 2011. The polynomials interpolate the quantile, computed with 40 digits, at Chebyshev
/// nodes.
/// </para>
/// </remarks>
internal static class NormalQuantileSingle
{
    private const int SignBit = unchecked((int)0x80000000);

    /// <summary>Where the tails begin: 1 in 300 words lies beyond.</summary>
    private const double MiddleEnd = 5;

    private const double TailMiddle = 3.5;

    /// <summary>The quantiles of the 64 words of a block.</summary>
    public static void OfBlock(ReadOnlySpan<uint> words, Span<float> quantiles)
    {
        Span<float> twice = stackalloc float[RandomBlock.Length];
        Split(words, twice, quantiles);
        var kernel = new Kernel(twice, quantiles[..RandomBlock.Length]);
        Lanes.Run<float, Kernel>(ref kernel);
    }

    /// <summary>The quantiles of a vector.</summary>
    /// <param name="twice">2 p, above 0 and below 1.</param>
    /// <param name="x">1 − 2 p, with the sign of the quantile.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Of<TLane>(TLane twice, TLane x)
        where TLane : struct, ILane<TLane>
    {
        var w = -VectorMath.Log(twice * (TLane.Constant(2) - twice));
        var quantile = x * Middle(w);
        var far = TLane.GreaterThan(w, TLane.Constant(MiddleEnd));
        return TLane.Any(far) ? TLane.Select(far, Tail(w, x), quantile) : quantile;
    }

    /// <summary>The quantile divided by x, for w from 0 to 5: relative error 2⁻²⁶.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Middle<TLane>(TLane w)
        where TLane : struct, ILane<TLane>
    {
        var value = TLane.Constant(-1.2631650845231844e-8);
        value = TLane.MultiplyAddConstant(value, w, 3.1721418531698053e-7);
        value = TLane.MultiplyAddConstant(value, w, -2.8401245647705824e-6);
        value = TLane.MultiplyAddConstant(value, w, 5.8699242420326848e-6);
        value = TLane.MultiplyAddConstant(value, w, 6.2294416484528264e-5);
        value = TLane.MultiplyAddConstant(value, w, -0.00017895384074856623);
        value = TLane.MultiplyAddConstant(value, w, -0.0033025713470764555);
        value = TLane.MultiplyAddConstant(value, w, 0.016332985942445977);
        value = TLane.MultiplyAddConstant(value, w, 0.32811693924477674);
        return TLane.MultiplyAddConstant(value, w, 1.253314135545485);
    }

    /// <summary>
    /// The quantile for w from 5 to 21.5, the largest of 32 bits: absolute error 10⁻⁷, half a unit in the last place. One vector in 40 needs it; a call of its own, because the loop
    /// would otherwise be more than the compiler inlines.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static TLane Tail<TLane>(TLane w, TLane x)
        where TLane : struct, ILane<TLane>
    {
        var t = TLane.Sqrt(w) - TLane.Constant(TailMiddle);
        var value = TLane.Constant(-1.1923043906758424e-5);
        value = TLane.MultiplyAddConstant(value, t, 1.1967771610539484e-5);
        value = TLane.MultiplyAddConstant(value, t, 5.9308409901941821e-5);
        value = TLane.MultiplyAddConstant(value, t, -0.0002581249676059075);
        value = TLane.MultiplyAddConstant(value, t, 0.00085347336748337361);
        value = TLane.MultiplyAddConstant(value, t, -0.0024263654069632452);
        value = TLane.MultiplyAddConstant(value, t, 0.0043939725996586074);
        value = TLane.MultiplyAddConstant(value, t, 1.4247096614206627);
        return TLane.CopySign(TLane.MultiplyAddConstant(value, t, 4.7170778138970629), x);
    }

    /// <summary>The numbers 2 p and ± (1 − 2 p) of words: the complement of a word has the probability 1 − p.</summary>
    private static void Split(ReadOnlySpan<uint> words, Span<float> twice, Span<float> x)
    {
        const float Unit = 1f / (1L << 31);
        ref var source = ref MemoryMarshal.GetReference(words[..RandomBlock.Length]);
        ref var twiceMemory = ref MemoryMarshal.GetReference(twice[..RandomBlock.Length]);
        ref var xMemory = ref MemoryMarshal.GetReference(x[..RandomBlock.Length]);
        for (nuint index = 0; index < RandomBlock.Length; index += (nuint)Vector256<uint>.Count)
        {
            var word = Vector256.LoadUnsafe(ref source, index).AsInt32();
            var smaller = word ^ (word >> 31);
            var half = Vector256.Create(0.5f);
            var distance = (Vector256.ConvertToSingle(smaller ^ Vector256.Create(int.MaxValue)) + half) * Unit;
            ((Vector256.ConvertToSingle(smaller) + half) * Unit).StoreUnsafe(ref twiceMemory, index);
            (distance.AsInt32() | Vector256.AndNot(Vector256.Create(SignBit), word)).AsSingle().StoreUnsafe(ref xMemory, index);
        }
    }

    private readonly ref struct Kernel(ReadOnlySpan<float> twice, Span<float> quantiles) : ILaneKernel<float>
    {
        private readonly ReadOnlySpan<float> twice = twice;
        private readonly Span<float> quantiles = quantiles;

        /// <summary>A block is a multiple of every vector.</summary>
        // Not inlined into its callers: there the loop would exceed what the compiler inlines, and its operations would be calls.
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run<TLane>()
            where TLane : struct, ILane<TLane, float>
        {
            ref var source = ref MemoryMarshal.GetReference(twice);
            ref var destination = ref MemoryMarshal.GetReference(quantiles);
            for (nuint index = 0; index < (nuint)quantiles.Length; index += (nuint)TLane.Count)
            {
                TLane.Store(Of(TLane.Load(in source, index), TLane.Load(in destination, index)), ref destination, index);
            }
        }
    }
}
