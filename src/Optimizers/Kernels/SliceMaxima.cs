using System.Numerics;
using System.Numerics.Tensors;

namespace Pullback.Optimizers.Kernels;

/// <summary>
/// What SM3 does with a number for each slice of a tensor along each axis: those of the first axis, then those of the second, and so on. Along the last axis slices lie side by side in a
/// row; along the others a whole row belongs to one.
/// </summary>
internal readonly ref struct SliceMaxima<T> : IParallelJob
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Shape _shape;
    private readonly TensorRows _rows;
    private readonly ReadOnlySpan<T> _gradient;
    private readonly ReadOnlySpan<T> _accumulators;
    private readonly Span<T> _estimates;
    private readonly Span<T> _maximaOfRows;
    private readonly Span<T> _maximaOfParts;

    private SliceMaxima(
        Shape shape,
        ReadOnlySpan<T> gradient,
        ReadOnlySpan<T> accumulators,
        Span<T> estimates,
        Span<T> maximaOfRows,
        Span<T> maximaOfParts
    )
    {
        _shape = shape;
        _rows = new TensorRows(shape);
        _gradient = gradient;
        _accumulators = accumulators;
        _estimates = estimates;
        _maximaOfRows = maximaOfRows;
        _maximaOfParts = maximaOfParts;
    }

    /// <summary>Writes squares, and the largest of each slice.</summary>
    public static void Cover(Shape shape, ReadOnlySpan<T> gradient, Span<T> squares, Span<T> largest, int degree) =>
        Raise(shape, gradient, [], squares, largest, degree);

    /// <summary>Writes the smallest accumulator of each element.</summary>
    public static void Estimate(Shape shape, ReadOnlySpan<T> accumulators, Span<T> estimates, int degree)
    {
        SliceMaxima<T> job = new(shape, [], accumulators, estimates, [], []);
        Workers.Run(ref job, job._rows.Parts, job._rows.Degree(degree));
    }

    /// <summary>Writes the smallest accumulator of each element plus the element's square, and the largest of that of each slice.</summary>
    /// <param name="shape">The shape of the tensor.</param>
    /// <param name="gradient">The elements.</param>
    /// <param name="accumulators">The numbers of the slices; none counts as zeros.</param>
    /// <param name="estimates">As many elements.</param>
    /// <param name="largest">The largest of each slice so far, which are raised.</param>
    /// <param name="degree">How many threads may take part. A maximum has no order, so that they show in no bit.</param>
    public static void Raise(
        Shape shape,
        ReadOnlySpan<T> gradient,
        ReadOnlySpan<T> accumulators,
        Span<T> estimates,
        Span<T> largest,
        int degree
    )
    {
        TensorRows rows = new(shape);
        if (rows.Count == 0)
        {
            return;
        }

        using Scratch<T> maximaOfRows = new(rows.Count);
        using Scratch<T> maximaOfParts = new(rows.Parts * rows.Length);
        SliceMaxima<T> job = new(shape, gradient, accumulators, estimates, maximaOfRows.Span, maximaOfParts.Span);
        Workers.Run(ref job, rows.Parts, rows.Degree(degree));
        Gather(shape, rows, maximaOfRows.Span, maximaOfParts.Span, largest);
    }

    /// <inheritdoc/>
    public void Execute(int part)
    {
        (int first, int end) = _rows.Of(part);
        Span<int> indices = stackalloc int[RowWalk.IndexCount(_shape)];
        RowWalk walk = new(_shape, indices, first);
        Span<T> last = _maximaOfParts.IsEmpty ? [] : _maximaOfParts.Slice(part * _rows.Length, _rows.Length);
        last.Clear();
        for (int row = first; row < end; row++, walk.Next())
        {
            Span<T> estimates = _estimates.Slice(row * _rows.Length, _rows.Length);
            WriteSmallest(walk, estimates);
            if (!_gradient.IsEmpty)
            {
                ReadOnlySpan<T> gradient = _gradient.Slice(row * _rows.Length, _rows.Length);
                TensorPrimitives.MultiplyAdd(gradient, gradient, estimates, estimates);
                TensorPrimitives.Max(last, estimates, last);
                _maximaOfRows[row] = TensorPrimitives.Max<T>(estimates);
            }
        }
    }

    private void WriteSmallest(RowWalk walk, Span<T> estimates)
    {
        if (_accumulators.IsEmpty)
        {
            estimates.Clear();
            return;
        }

        _accumulators[^_rows.Length..].CopyTo(estimates);
        int first = 0;
        for (int axis = 0; axis < walk.Indices.Length; first += _shape[axis++])
        {
            TensorPrimitives.Min(estimates, _accumulators[first + walk.Indices[axis]], estimates);
        }
    }

    private static void Gather(
        Shape shape,
        TensorRows rows,
        ReadOnlySpan<T> maximaOfRows,
        ReadOnlySpan<T> maximaOfParts,
        Span<T> largest
    )
    {
        Span<T> last = largest[^rows.Length..];
        for (int part = 0; part < rows.Parts; part++)
        {
            TensorPrimitives.Max(last, maximaOfParts.Slice(part * rows.Length, rows.Length), last);
        }

        Span<int> indices = stackalloc int[RowWalk.IndexCount(shape)];
        RowWalk walk = new(shape, indices);
        for (int row = 0; row < maximaOfRows.Length; row++, walk.Next())
        {
            int first = 0;
            for (int axis = 0; axis < walk.Indices.Length; first += shape[axis++])
            {
                ref T slice = ref largest[first + walk.Indices[axis]];
                slice = T.Max(slice, maximaOfRows[row]);
            }
        }
    }
}
