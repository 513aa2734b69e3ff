using System.Numerics;

namespace Pullback.Ops.Kernels;

/// <summary>
/// Sums with a fixed shape. Elements are cut into blocks of <see cref="BlockLength"/>; within a block, element i is added, in double
/// precision, to partial sum i mod <see cref="PartialSums"/>; the partial sums are added pairwise in a fixed tree; so are the block
/// results. The shape depends on lengths alone, so the bits are the same at every vector width, alignment and number of threads.
/// </summary>
/// <remarks>
/// <para>
/// Everything is added in double precision: products of floats are exact there and can neither overflow nor vanish. Several
/// tensors are summed one after another, each cut into blocks of its own, so that padding has no part in it.
/// </para>
/// <para>
/// A kernel that sums on its own way through memory gets the same bits: it sums each block of each tensor (a span of at most
/// <see cref="BlockLength"/> elements is one block), keeps the results in order, and gives them to <see cref="Combine"/>.
/// </para>
/// <para>
/// NaN and infinity follow IEEE 754: NaN and ∞ − ∞ give NaN, always the same bits. A sum without terms is 0. Nothing allocates.
/// </para>
/// </remarks>
public static partial class Reduction
{
    /// <summary>The number of elements of a block: 16 KB of float, half of a first-level cache.</summary>
    public const int BlockLength = 4096;

    /// <summary>The number of partial sums in a block: four 256-bit accumulators of double.</summary>
    public const int PartialSums = 16;

    /// <summary>The number of blocks that a span of some length is cut into; 0 for none.</summary>
    /// <param name="length">The number of elements.</param>
    /// <returns>The number of blocks, the last of which may be shorter.</returns>
    public static int BlockCount(int length) => (int)(((long)length + BlockLength - 1) / BlockLength);

    /// <summary>Adds numbers in a fixed tree: halves are added to each other until one number is left.</summary>
    /// <param name="partials">The numbers, which are overwritten.</param>
    /// <returns>The sum; 0 of none; NaN always as <see cref="double.NaN"/>.</returns>
    public static double Combine(Span<double> partials)
    {
        for (var count = partials.Length; count > 1; count = (count + 1) / 2)
        {
            var half = (count + 1) / 2;
            for (var index = 0; index < count / 2; index++)
            {
                partials[index] += partials[index + half];
            }
        }

        return partials.IsEmpty ? 0.0 : Canonical(partials[0]);
    }

    /// <summary>The sum <c>Σ xᵢ</c>.</summary>
    /// <typeparam name="T">The element type, float or double.</typeparam>
    /// <param name="x">The elements.</param>
    /// <param name="degree">How many threads may take part.</param>
    /// <returns>The sum.</returns>
    public static double Sum<T>(ReadOnlySpan<T> x, int degree = 1)
        where T : unmanaged, IFloatingPointIeee754<T> => Over(x, x, Whole, default(SumTerm), degree);

    /// <summary>The sum of squares <c>Σ xᵢ²</c>. Of doubles, it overflows beyond 1.3e154: <see cref="Norm{T}(ReadOnlySpan{T}, int)"/> does not.</summary>
    /// <typeparam name="T">The element type, float or double.</typeparam>
    /// <param name="x">The elements.</param>
    /// <param name="degree">How many threads may take part.</param>
    /// <returns>The sum.</returns>
    public static double SumOfSquares<T>(ReadOnlySpan<T> x, int degree = 1)
        where T : unmanaged, IFloatingPointIeee754<T> => Over(x, x, Whole, default(SquareTerm), degree);

    /// <summary>The inner product <c>Σ xᵢ yᵢ</c>.</summary>
    /// <typeparam name="T">The element type, float or double.</typeparam>
    /// <param name="x">The elements of one vector.</param>
    /// <param name="y">As many elements of the other.</param>
    /// <param name="degree">How many threads may take part.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, int degree = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Throw.IfLengthDiffers(y.Length, x.Length, nameof(y));
        return Over(x, y, Whole, default(ProductTerm), degree);
    }

    private static double Canonical(double value) => double.IsNaN(value) ? double.NaN : value;
}
