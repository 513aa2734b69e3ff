using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pullback.Ops.Kernels;

/// <content>The kernel of one block.</content>
public static partial class Reduction
{
    private const int Lane = 4;

    /// <summary>What is added for one element of each operand: one definition, used for whole vectors and for the last, padded ones.</summary>
    private interface ITerm
    {
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
            sum0 += term.Of(Load(in first, index), Load(in second, index));
            sum1 += term.Of(Load(in first, index + Lane), Load(in second, index + Lane));
            sum2 += term.Of(Load(in first, index + (2 * Lane)), Load(in second, index + (2 * Lane)));
            sum3 += term.Of(Load(in first, index + (3 * Lane)), Load(in second, index + (3 * Lane)));
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
            sum0 += term.Of(Load(in tailX, 0), Load(in tailY, 0));
            sum1 += term.Of(Load(in tailX, Lane), Load(in tailY, Lane));
            sum2 += term.Of(Load(in tailX, 2 * Lane), Load(in tailY, 2 * Lane));
            sum3 += term.Of(Load(in tailX, 3 * Lane), Load(in tailY, 3 * Lane));
        }

        // Partial sums j and j + 8, then j and j + 4, then the last four: the same tree as Combine makes of sixteen numbers.
        var quarter = (sum0 + sum2) + (sum1 + sum3);
        return (quarter[0] + quarter[2]) + (quarter[1] + quarter[3]);
    }

    /// <summary>Four elements as doubles; the conversion is exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Load<T>(ref readonly T source, nuint index)
        where T : unmanaged
    {
        ref var position = ref Unsafe.Add(ref Unsafe.AsRef(in source), index);
        if (typeof(T) == typeof(double))
        {
            return Vector256.LoadUnsafe(ref Unsafe.As<T, double>(ref position));
        }

        var (lower, upper) = Vector128.Widen(Vector128.LoadUnsafe(ref Unsafe.As<T, float>(ref position)));
        return Vector256.Create(lower, upper);
    }

    private readonly struct SumTerm : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<double> Of(Vector256<double> x, Vector256<double> y) => x;
    }

    /// <summary>Multiplied, then added: never contracted, so that processors with and without FMA agree.</summary>
    private readonly struct ProductTerm : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<double> Of(Vector256<double> x, Vector256<double> y) => x * y;
    }

    /// <summary>The square of an element that is scaled by a power of two first.</summary>
    private readonly struct ScaledSquareTerm(double factor) : ITerm
    {
        private readonly Vector256<double> factor = Vector256.Create(factor);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<double> Of(Vector256<double> x, Vector256<double> y) => (factor * x) * (factor * x);
    }
}
