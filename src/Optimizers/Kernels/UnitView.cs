using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Pullback.Optimizers.Kernels;

/// <summary>
/// A tensor seen as outer × count × inner. A unit is what varies over the middle axis: there are outer · inner of them, numbered in the order in which they lie.
/// </summary>
/// <remarks>Sums are made in double precision, in an order that depends on the three numbers alone.</remarks>
internal readonly record struct UnitView(int Outer, int Count, int Inner)
{
    /// <summary>Below this, squares that matter to the sum may have vanished.</summary>
    private const double LeastSquares = 1e-280;

    /// <summary>The number of units.</summary>
    public int Units => Outer * Inner;

    /// <summary>The units over one axis of a shape.</summary>
    public static UnitView Over(Shape shape, int axis)
    {
        int outer = 1;
        int inner = 1;
        for (int i = 0; i < shape.Rank; i++)
        {
            outer *= i < axis ? shape[i] : 1;
            inner *= i > axis ? shape[i] : 1;
        }

        return new UnitView(outer, shape[axis], inner);
    }

    /// <summary>The sum of each unit.</summary>
    public void Sum<T>(ReadOnlySpan<T> x, Span<double> sums)
        where T : unmanaged, IFloatingPointIeee754<T> => Reduce(x, sums, squares: false);

    /// <summary>The sum of squares of each unit.</summary>
    public void SumOfSquares<T>(ReadOnlySpan<T> x, Span<double> sums)
        where T : unmanaged, IFloatingPointIeee754<T> => Reduce(x, sums, squares: true);

    /// <summary>The Euclidean norm of each unit; where squares overflow or vanish, from the unit on its own, which scales it.</summary>
    public void Norms<T>(ReadOnlySpan<T> x, Span<double> norms)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        SumOfSquares(x, norms);
        for (int unit = 0; unit < Units; unit++)
        {
            double squares = norms[unit];
            // Squares of floats are always safe in a double.
            bool isSafe = typeof(T) == typeof(float) || squares is >= LeastSquares and < double.PositiveInfinity;
            norms[unit] = isSafe ? Math.Sqrt(squares) : NormOf(x, unit);
        }
    }

    /// <summary>Every element times the factor of its unit, rounded once to T.</summary>
    public void Multiply<T>(ReadOnlySpan<T> x, ReadOnlySpan<double> factors, Span<T> result)
        where T : unmanaged, IFloatingPointIeee754<T> => Combine(x, factors, result, multiplies: true);

    /// <summary>Every element less the number of its unit, rounded once to T.</summary>
    public void Subtract<T>(ReadOnlySpan<T> x, ReadOnlySpan<double> numbers, Span<T> result)
        where T : unmanaged, IFloatingPointIeee754<T> => Combine(x, numbers, result, multiplies: false);

    /// <summary>Copies a unit out, as doubles.</summary>
    public void Gather<T>(ReadOnlySpan<T> x, int unit, Span<double> elements)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int start = Start(unit);
        if (Inner == 1)
        {
            TensorPrimitives.ConvertTruncating(x.Slice(start, Count), elements);
            return;
        }

        for (int i = 0; i < Count; i++)
        {
            elements[i] = double.CreateTruncating(x[start + (i * Inner)]);
        }
    }

    /// <summary>Copies a unit back, rounding to T.</summary>
    public void Scatter<T>(ReadOnlySpan<double> elements, int unit, Span<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int start = Start(unit);
        if (Inner == 1)
        {
            TensorPrimitives.ConvertTruncating(elements, x.Slice(start, Count));
            return;
        }

        for (int i = 0; i < Count; i++)
        {
            x[start + (i * Inner)] = T.CreateTruncating(elements[i]);
        }
    }

    /// <summary>Every element times, or less, the number of its unit.</summary>
    private void Combine<T>(ReadOnlySpan<T> x, ReadOnlySpan<double> numbers, Span<T> result, bool multiplies)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using Scratch<T> rounded = new(Units);
        TensorPrimitives.ConvertTruncating(numbers[..Units], rounded.Span);
        // Rows of one unit each, or rows in which units lie side by side.
        int length = Inner == 1 ? Count : Inner;
        for (int start = 0; start < x.Length; start += length)
        {
            ReadOnlySpan<T> row = x.Slice(start, length);
            Span<T> target = result.Slice(start, length);
            if (Inner == 1)
            {
                T number = rounded.Span[start / Count];
                if (multiplies)
                {
                    TensorPrimitives.Multiply(row, number, target);
                }
                else
                {
                    TensorPrimitives.Subtract(row, number, target);
                }

                continue;
            }

            ReadOnlySpan<T> own = rounded.Span.Slice(start / (Count * Inner) * Inner, Inner);
            if (multiplies)
            {
                TensorPrimitives.Multiply(row, own, target);
            }
            else
            {
                TensorPrimitives.Subtract(row, own, target);
            }
        }
    }

    private double NormOf<T>(ReadOnlySpan<T> x, int unit)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using Scratch<double> elements = new(Count);
        Gather(x, unit, elements.Span);
        return Reduction.Norm<double>(elements.Span);
    }

    private int Start(int unit) => (unit / Inner * Count * Inner) + (unit % Inner);

    private void Reduce<T>(ReadOnlySpan<T> x, Span<double> sums, bool squares)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (Inner == 1)
        {
            for (int outer = 0; outer < Outer; outer++)
            {
                ReadOnlySpan<T> unit = x.Slice(outer * Count, Count);
                sums[outer] = squares ? Reduction.SumOfSquares(unit) : Reduction.Sum(unit);
            }

            return;
        }

        // Units lie side by side: whole rows are added to the row of sums.
        sums[..Units].Clear();
        using Scratch<double> widened = new(Inner);
        for (int outer = 0; outer < Outer; outer++)
        {
            Span<double> own = sums.Slice(outer * Inner, Inner);
            int start = outer * Count * Inner;
            for (int end = start + (Count * Inner); start < end; start += Inner)
            {
                ReadOnlySpan<double> row = Widen(x.Slice(start, Inner), widened.Span);
                if (squares)
                {
                    TensorPrimitives.MultiplyAdd(row, row, own, own);
                }
                else
                {
                    TensorPrimitives.Add(row, own, own);
                }
            }
        }
    }

    private static ReadOnlySpan<double> Widen<T>(ReadOnlySpan<T> row, Span<double> widened)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double))
        {
            return MemoryMarshal.Cast<T, double>(row);
        }

        TensorPrimitives.ConvertTruncating(row, widened);
        return widened;
    }
}
