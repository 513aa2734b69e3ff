using System.Numerics;
using System.Numerics.Tensors;

namespace Pullback.Optimizers.Kernels;

/// <summary>Multiplies every element by the factors of its row and of its column, by <see cref="FactoredAxes"/>.</summary>
internal readonly ref struct FactoredScaling<T> : IParallelJob
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Shape _shape;
    private readonly FactoredAxes _axes;
    private readonly TensorRows _rows;
    private readonly ReadOnlySpan<T> _gradient;
    private readonly ReadOnlySpan<T> _rowFactors;
    private readonly ReadOnlySpan<T> _columnFactors;
    private readonly Span<T> _update;

    private FactoredScaling(
        Shape shape,
        FactoredAxes axes,
        ReadOnlySpan<T> gradient,
        ReadOnlySpan<T> rowFactors,
        ReadOnlySpan<T> columnFactors,
        Span<T> update
    )
    {
        _shape = shape;
        _axes = axes;
        _rows = new TensorRows(shape);
        _gradient = gradient;
        _rowFactors = rowFactors;
        _columnFactors = columnFactors;
        _update = update;
    }

    /// <summary>Writes the products.</summary>
    public static void Run(
        Shape shape,
        FactoredAxes axes,
        ReadOnlySpan<T> gradient,
        ReadOnlySpan<T> rowFactors,
        ReadOnlySpan<T> columnFactors,
        Span<T> update,
        int degree
    )
    {
        FactoredScaling<T> job = new(shape, axes, gradient, rowFactors, columnFactors, update);
        Workers.Run(ref job, job._rows.Parts, job._rows.Degree(degree));
    }

    /// <inheritdoc/>
    public void Execute(int part)
    {
        int last = _shape.Rank - 1;
        (int first, int end) = _rows.Of(part);
        for (int i = first; i < end; i++)
        {
            // Along the last axis one of the two factors may be the same for all.
            Span<T> result = _update.Slice(i * _rows.Length, _rows.Length);
            ReadOnlySpan<T> gradient = _gradient.Slice(i * _rows.Length, _rows.Length);
            Multiply(gradient, _rowFactors[OffsetWithout(_axes.Larger, i)..], _axes.Larger == last, result);
            Multiply(result, _columnFactors[OffsetWithout(_axes.Smaller, i)..], _axes.Smaller == last, result);
        }
    }

    private static void Multiply(ReadOnlySpan<T> x, ReadOnlySpan<T> factors, bool isSame, Span<T> result)
    {
        if (isSame)
        {
            TensorPrimitives.Multiply(x, factors[0], result);
        }
        else
        {
            TensorPrimitives.Multiply(x, factors[..x.Length], result);
        }
    }

    /// <summary>Where a row lies in a tensor of the shape without one axis.</summary>
    private int OffsetWithout(int removed, int row)
    {
        int last = _shape.Rank - 1;
        int offset = 0;
        int stride = removed == last ? 1 : _shape[last];
        for (int axis = last - 1; axis >= 0; axis--)
        {
            (row, int index) = Math.DivRem(row, _shape[axis]);
            if (axis != removed)
            {
                offset += index * stride;
                stride *= _shape[axis];
            }
        }

        return offset;
    }
}
