using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pullback.Ops.Kernels;

/// <summary>What is added for one element of a <see cref="RowSum"/>, as a vector of eight doubles.</summary>
internal interface IRowTerm
{
    /// <summary>How many of the three operands the term reads; the others are not loaded.</summary>
    static abstract int Operands { get; }

    /// <summary>The terms of eight elements of each operand. What it gives for padding is not added.</summary>
    Vector512<double> Of(Vector512<double> x, Vector512<double> y, Vector512<double> z);
}

/// <summary>
/// Sums over one row, short or long, with a fixed shape: element i is added, in double precision, to partial sum i mod 16, and the partial sums are added
/// pairwise in a fixed tree. The shape is that of one block of <see cref="Reduction"/>, without the cost of starting one.
/// </summary>
/// <remarks>
/// Always two vectors of eight doubles, which the JIT makes of narrower ones where the hardware has no others: the bits do not depend on the vector width that the
/// lanes run with. NaN and infinities follow IEEE 754. A sum of nothing is 0.
/// </remarks>
internal static class RowSum
{
    /// <summary>The number of partial sums; rows of a multiple of it need no padding.</summary>
    internal const int Partials = 16;

    private static readonly Vector512<double> Positions = Vector512.Create(0.0, 1, 2, 3, 4, 5, 6, 7);

    /// <summary>Σ xᵢ.</summary>
    internal static double Sum<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Sum(x, x, x, default(Element));

    /// <summary>Σ (xᵢ − centre)².</summary>
    internal static double SquaredDeviations<T>(ReadOnlySpan<T> x, double centre)
        where T : unmanaged, IFloatingPointIeee754<T> => Sum(x, x, x, new SquaredDeviation(centre));

    /// <summary>Σ (xᵢ − yᵢ)².</summary>
    internal static double SquaredDifferences<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => Sum(x, y, y, default(SquaredDifference));

    /// <summary>Σ of terms of three rows of the same length; where a term needs fewer, a row is given twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    internal static double Sum<T, TTerm>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, TTerm term)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTerm : struct, IRowTerm
    {
        Vector512<double> lower = Vector512<double>.Zero;
        Vector512<double> upper = Vector512<double>.Zero;
        ref T firstX = ref MemoryMarshal.GetReference(x);
        ref T firstY = ref MemoryMarshal.GetReference(y);
        ref T firstZ = ref MemoryMarshal.GetReference(z);
        int i = 0;
        for (; i <= x.Length - Partials; i += Partials)
        {
            var (lowerX, upperX) = Load(ref firstX, (nuint)i);
            var (lowerY, upperY) = TTerm.Operands > 1 ? Load(ref firstY, (nuint)i) : default;
            var (lowerZ, upperZ) = TTerm.Operands > 2 ? Load(ref firstZ, (nuint)i) : default;
            lower += term.Of(lowerX, lowerY, lowerZ);
            upper += term.Of(upperX, upperY, upperZ);
        }
        if (i < x.Length)
        {
            var (lowerX, upperX) = LoadPartial(x[i..]);
            var (lowerY, upperY) = TTerm.Operands > 1 ? LoadPartial(y[i..]) : default;
            var (lowerZ, upperZ) = TTerm.Operands > 2 ? LoadPartial(z[i..]) : default;
            Vector512<double> count = Vector512.Create((double)(x.Length - i));
            Vector512<double> present = Vector512.LessThan(Positions, count);
            lower += Vector512.ConditionalSelect(present, term.Of(lowerX, lowerY, lowerZ), Vector512<double>.Zero);
            present = Vector512.LessThan(Positions, count - Vector512.Create(8.0));
            upper += Vector512.ConditionalSelect(present, term.Of(upperX, upperY, upperZ), Vector512<double>.Zero);
        }
        // Partial sums j and j + 8, then j and j + 4, then the last four.
        Vector512<double> eight = lower + upper;
        Vector256<double> four = eight.GetLower() + eight.GetUpper();
        Vector128<double> two = four.GetLower() + four.GetUpper();
        return two[0] + two[1];
    }

    /// <summary>Sixteen elements as doubles; the conversion is exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> Lower, Vector512<double> Upper) Load<T>(ref T source, nuint index)
        where T : unmanaged
    {
        ref T position = ref Unsafe.Add(ref source, index);
        if (typeof(T) == typeof(float))
        {
            return Vector512.Widen(Vector512.LoadUnsafe(ref Unsafe.As<T, float>(ref position)));
        }
        ref double doubles = ref Unsafe.As<T, double>(ref position);
        return (Vector512.LoadUnsafe(ref doubles), Vector512.LoadUnsafe(ref doubles, 8));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> Lower, Vector512<double> Upper) LoadPartial<T>(ReadOnlySpan<T> source)
        where T : unmanaged
    {
        Span<T> padded = stackalloc T[Partials];
        padded.Clear();
        source.CopyTo(padded);
        return Load(ref MemoryMarshal.GetReference(padded), 0);
    }

    private readonly struct Element : IRowTerm
    {
        public static int Operands => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Of(Vector512<double> x, Vector512<double> y, Vector512<double> z) => x;
    }

    private readonly struct SquaredDeviation(double centre) : IRowTerm
    {
        public static int Operands => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Of(Vector512<double> x, Vector512<double> y, Vector512<double> z)
        {
            Vector512<double> deviation = x - Vector512.Create(centre);
            return deviation * deviation;
        }
    }

    private readonly struct SquaredDifference : IRowTerm
    {
        public static int Operands => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Of(Vector512<double> x, Vector512<double> y, Vector512<double> z) => (x - y) * (x - y);
    }
}
