using System.Numerics;
using System.Numerics.Tensors;

namespace Pullback.Optimizers.Kernels;

/// <summary>
/// A tensor seen as outer × count × inner. A unit is what varies over the middle axis: there are outer · inner of them, numbered in the order in which they lie.
/// </summary>
/// <remarks>Sums are made in double precision, in an order that depends on the three numbers alone, and never on the number of threads.</remarks>
internal readonly record struct UnitView(int Outer, int Count, int Inner)
{
    /// <summary>Below this, squares that matter to the sum may have vanished.</summary>
    private const double LeastSquares = 1e-280;

    /// <summary>The number of units.</summary>
    public int Units => Outer * Inner;

    /// <summary>The units over one axis of a shape.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="without">Another axis that the tensor does not have.</param>
    public static UnitView Over(Shape shape, int axis, int without = -1)
    {
        int outer = 1;
        int inner = 1;
        for (int i = 0; i < shape.Rank; i++)
        {
            int extent = i == without ? 1 : shape[i];
            outer *= i < axis ? extent : 1;
            inner *= i > axis ? extent : 1;
        }

        return new UnitView(outer, shape[axis], inner);
    }

    /// <summary>The sum of each unit.</summary>
    public void Sum<T>(ReadOnlySpan<T> x, Span<double> sums, int degree)
        where T : unmanaged, IFloatingPointIeee754<T> => UnitSums<T>.Run(this, x, sums, squares: false, degree);

    /// <summary>The sum of squares of each unit.</summary>
    public void SumOfSquares<T>(ReadOnlySpan<T> x, Span<double> sums, int degree)
        where T : unmanaged, IFloatingPointIeee754<T> => UnitSums<T>.Run(this, x, sums, squares: true, degree);

    /// <summary>The Euclidean norm of each unit; where squares overflow or vanish, from the unit on its own, which scales it.</summary>
    public void Norms<T>(ReadOnlySpan<T> x, Span<double> norms, int degree)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        SumOfSquares(x, norms, degree);
        for (int unit = 0; unit < Units; unit++)
        {
            double squares = norms[unit];
            // Squares of floats are always safe in a double.
            bool isSafe = typeof(T) == typeof(float) || squares is >= LeastSquares and < double.PositiveInfinity;
            norms[unit] = isSafe ? Math.Sqrt(squares) : NormOf(x, unit);
        }
    }

    /// <summary>Every element times the factor of its unit, rounded once to T.</summary>
    public void Multiply<T>(ReadOnlySpan<T> x, ReadOnlySpan<double> factors, Span<T> result, int degree)
        where T : unmanaged, IFloatingPointIeee754<T> => Combine(x, factors, result, multiplies: true, degree);

    /// <summary>Every element less the number of its unit, rounded once to T.</summary>
    public void Subtract<T>(ReadOnlySpan<T> x, ReadOnlySpan<double> numbers, Span<T> result, int degree)
        where T : unmanaged, IFloatingPointIeee754<T> => Combine(x, numbers, result, multiplies: false, degree);

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

    private void Combine<T>(ReadOnlySpan<T> x, ReadOnlySpan<double> numbers, Span<T> result, bool multiplies, int degree)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using Scratch<T> rounded = new(Units);
        TensorPrimitives.ConvertTruncating(numbers[..Units], rounded.Span);
        ElementBlocks.Run(new UnitWork<T>(this, x, rounded.Span, multiplies, result), degree);
    }

    private double NormOf<T>(ReadOnlySpan<T> x, int unit)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using Scratch<double> elements = new(Count);
        Gather(x, unit, elements.Span);
        return Reduction.Norm<double>(elements.Span);
    }

    private int Start(int unit) => (unit / Inner * Count * Inner) + (unit % Inner);
}
