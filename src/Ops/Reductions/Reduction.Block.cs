using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pullback.Ops.Kernels;

/// <content>The kernel of one block.</content>
public static partial class Reduction
{
    private const int Lane = 4;

    /// <summary>What is added for an element: one definition, used for whole vectors and for the last, padded ones.</summary>
    private interface ITerm
    {
        /// <summary>Whether there is a second operand; where there is none, it is not read.</summary>
        static abstract bool HasSecond { get; }

        Vector256<double> Of(Vector256<double> x, Vector256<double> y);
    }

    /// <summary>Sums a block: four accumulators of four doubles are the sixteen partial sums, whatever the hardware's vectors hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumBlock<T, TTerm>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, TTerm term)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTerm : struct, ITerm
    {
        var sum0 = Vector256<double>.Zero;
        var sum1 = Vector256<double>.Zero;
        var sum2 = Vector256<double>.Zero;
        var sum3 = Vector256<double>.Zero;
        ref var first = ref MemoryMarshal.GetReference(x);
        ref var second = ref MemoryMarshal.GetReference(y);
        var whole = x.Length - (x.Length % PartialSums);
        for (nuint index = 0; index < (nuint)whole; index += PartialSums)
        {
            sum0 += TermAt(in first, in second, index, term);
            sum1 += TermAt(in first, in second, index + Lane, term);
            sum2 += TermAt(in first, in second, index + (2 * Lane), term);
            sum3 += TermAt(in first, in second, index + (3 * Lane), term);
        }

        if (whole < x.Length)
        {
            // The last, partial group goes through the same lanes, padded with zeros, which change no sum (−0 becomes 0 in a sum that starts at 0).
            Span<T> lastX = stackalloc T[PartialSums];
            Span<T> lastY = stackalloc T[PartialSums];
            lastX.Clear();
            lastY.Clear();
            x[whole..].CopyTo(lastX);
            y[whole..].CopyTo(lastY);
            ref var tailX = ref MemoryMarshal.GetReference(lastX);
            ref var tailY = ref MemoryMarshal.GetReference(lastY);
            sum0 += TermAt(in tailX, in tailY, 0, term);
            sum1 += TermAt(in tailX, in tailY, Lane, term);
            sum2 += TermAt(in tailX, in tailY, 2 * Lane, term);
            sum3 += TermAt(in tailX, in tailY, 3 * Lane, term);
        }

        // Partial sums j and j + 8, then j and j + 4, then the last four: the same tree as Combine makes of sixteen numbers.
        var quarter = (sum0 + sum2) + (sum1 + sum3);
        return (quarter[0] + quarter[2]) + (quarter[1] + quarter[3]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> TermAt<T, TTerm>(ref readonly T first, ref readonly T second, nuint index, TTerm term)
        where T : unmanaged
        where TTerm : struct, ITerm
    {
        var x = Load(in first, index);
        return term.Of(x, TTerm.HasSecond ? Load(in second, index) : x);
    }

    /// <summary>Four elements as doubles; the conversion is exact, so that the single instruction and the portable way agree.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Load<T>(ref readonly T source, nuint index)
        where T : unmanaged
    {
        ref var position = ref Unsafe.Add(ref Unsafe.AsRef(in source), index);
        if (typeof(T) == typeof(double))
        {
            return Vector256.LoadUnsafe(ref Unsafe.As<T, double>(ref position));
        }

        var four = Vector128.LoadUnsafe(ref Unsafe.As<T, float>(ref position));
        if (Avx.IsSupported)
        {
            return Avx.ConvertToVector256Double(four);
        }

        var (lower, upper) = Vector128.Widen(four);
        return Vector256.Create(lower, upper);
    }

    private readonly struct SumTerm : ITerm
    {
        public static bool HasSecond => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<double> Of(Vector256<double> x, Vector256<double> y) => x;
    }

    /// <summary>Multiplied, then added: never contracted, so that processors with and without FMA agree.</summary>
    private readonly struct ProductTerm : ITerm
    {
        public static bool HasSecond => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<double> Of(Vector256<double> x, Vector256<double> y) => x * y;
    }

    private readonly struct SquareTerm : ITerm
    {
        public static bool HasSecond => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<double> Of(Vector256<double> x, Vector256<double> y) => x * x;
    }

    /// <summary>The square of an element that is scaled by a power of two first.</summary>
    private readonly struct ScaledSquareTerm(double factor) : ITerm
    {
        private readonly double factor = factor;

        public static bool HasSecond => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<double> Of(Vector256<double> x, Vector256<double> y)
        {
            var scaled = x * factor;
            return scaled * scaled;
        }
    }
}
