using System.Numerics;
using System.Numerics.Tensors;

namespace Pullback.Ops.Kernels;

/// <content>Reductions over all tensors of a set, and norms.</content>
public static partial class Reduction
{
    /// <summary>The sum of all elements of a set: the tensors' sums, in order, combined in the fixed tree.</summary>
    /// <typeparam name="T">The element type, float or double.</typeparam>
    /// <param name="x">The set.</param>
    /// <param name="degree">How many threads may take part.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public static double Sum<T>(TensorSet<T> x, int degree = 1)
        where T : unmanaged, IFloatingPointIeee754<T> => Over(x, x, default(SumTerm), degree);

    /// <summary>The sum of squares of all elements of a set: the square of the global norm, where that does not overflow.</summary>
    /// <typeparam name="T">The element type, float or double.</typeparam>
    /// <param name="x">The set.</param>
    /// <param name="degree">How many threads may take part.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public static double SumOfSquares<T>(TensorSet<T> x, int degree = 1)
        where T : unmanaged, IFloatingPointIeee754<T> => Over(x, x, default(SquareTerm), degree);

    /// <summary>The inner product of two sets of the same layout.</summary>
    /// <typeparam name="T">The element type, float or double.</typeparam>
    /// <param name="x">One set.</param>
    /// <param name="y">The other.</param>
    /// <param name="degree">How many threads may take part.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="ArgumentException">The layouts differ.</exception>
    /// <exception cref="InvalidOperationException">Either set was donated.</exception>
    public static double Dot<T>(TensorSet<T> x, TensorSet<T> y, int degree = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        Throw.IfLayoutDiffers(y.Layout, x.Layout, nameof(y));
        return Over(x, y, default(ProductTerm), degree);
    }

    /// <summary>The Euclidean norm of a set; where squares overflow or vanish, of the set divided by a power of two, which is exact.</summary>
    /// <typeparam name="T">The element type, float or double.</typeparam>
    /// <param name="x">The set.</param>
    /// <param name="degree">How many threads may take part.</param>
    /// <returns>The norm; infinity when an element is infinite and none is NaN; NaN when one is.</returns>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public static double Norm<T>(TensorSet<T> x, int degree = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var squares = SumOfSquares(x, degree);
        if (IsSafe(squares))
        {
            return Math.Sqrt(squares);
        }

        var norm = ScaledNorm(x.Span, x.Layout.SlotSpan, degree);
        x.CheckAlive();
        return norm;
    }

    /// <summary>The Euclidean norm <c>√Σ xᵢ²</c>; where squares overflow or vanish, of the vector divided by a power of two, which is exact.</summary>
    /// <typeparam name="T">The element type, float or double.</typeparam>
    /// <param name="x">The elements.</param>
    /// <param name="degree">How many threads may take part.</param>
    /// <returns>The norm; infinity when an element is infinite and none is NaN; NaN when one is.</returns>
    public static double Norm<T>(ReadOnlySpan<T> x, int degree = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var squares = SumOfSquares(x, degree);
        return IsSafe(squares) ? Math.Sqrt(squares) : ScaledNorm(x, Whole, degree);
    }

    /// <summary>The largest magnitude; 0 of none, NaN when an element is NaN.</summary>
    /// <typeparam name="T">The element type, float or double.</typeparam>
    /// <param name="x">The set.</param>
    /// <returns>The largest magnitude.</returns>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public static double MaxNorm<T>(TensorSet<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        var largest = MaxNorm(x.Span, x.Layout.SlotSpan);
        x.CheckAlive();
        return largest;
    }

    /// <summary>The largest magnitude <c>max |xᵢ|</c>; 0 of none, NaN when an element is NaN.</summary>
    /// <typeparam name="T">The element type, float or double.</typeparam>
    /// <param name="x">The elements.</param>
    /// <returns>The largest magnitude.</returns>
    public static double MaxNorm<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ElementType.Check<T>();
        return x.IsEmpty ? 0.0 : Canonical(Math.Abs(double.CreateTruncating(TensorPrimitives.MaxMagnitude(x))));
    }

    private static double MaxNorm<T>(ReadOnlySpan<T> x, ReadOnlySpan<TensorSlot> slots)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var largest = slots.IsEmpty ? MaxNorm(x) : 0.0;
        foreach (var slot in slots)
        {
            largest = Math.Max(largest, MaxNorm(x.Slice(slot.Offset, slot.Length)));
        }

        return largest;
    }

    private static double Over<T, TTerm>(TensorSet<T> x, TensorSet<T> y, TTerm term, int degree)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTerm : struct, ITerm
    {
        ArgumentNullException.ThrowIfNull(x);
        var result = Over(x.Span, y.Span, x.Layout.SlotSpan, term, degree);
        x.CheckAlive();
        y.CheckAlive();
        return result;
    }

    /// <summary>
    /// Whether no square overflowed, and those that vanished are far below the last bit of the sum: then its root is the norm. Squares of floats always are
    /// safe, except for the sum 0, where looking once more does no harm.
    /// </summary>
    /// <param name="squares">A sum of squares.</param>
    /// <returns>False of 0, NaN, infinity, and of sums below 1e-270.</returns>
    public static bool IsSafe(double squares) => squares is > 1e-270 and < double.PositiveInfinity;

    private static double ScaledNorm<T>(ReadOnlySpan<T> x, ReadOnlySpan<TensorSlot> slots, int degree)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var largest = MaxNorm(x, slots);
        if (largest == 0.0 || !double.IsFinite(largest))
        {
            return largest;
        }

        // The largest element is brought near 1. The power of two itself must be a normal number.
        var exponent = Math.Clamp(-Math.ILogB(largest), -1022, 1022);
        var term = new ScaledSquareTerm(Math.ScaleB(1.0, exponent));
        return Math.ScaleB(Math.Sqrt(Over(x, x, slots, term, degree)), -exponent);
    }
}
