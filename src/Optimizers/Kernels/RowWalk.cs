namespace Pullback.Optimizers.Kernels;

/// <summary>Walks over the rows of a tensor, the runs of its last axis, in the order in which they lie.</summary>
internal readonly ref struct RowWalk
{
    private readonly Shape _shape;
    private readonly Span<int> _indices;

    /// <param name="shape">The shape of the tensor.</param>
    /// <param name="indices">Memory for the indices of a row: one for each axis but the last.</param>
    /// <param name="first">The row to start at.</param>
    public RowWalk(Shape shape, Span<int> indices, int first = 0)
    {
        _shape = shape;
        _indices = indices;
        for (int axis = indices.Length - 1; axis >= 0; axis--)
        {
            (first, indices[axis]) = Math.DivRem(first, shape[axis]);
        }
    }

    /// <summary>How many indices the rows of a shape have.</summary>
    public static int IndexCount(Shape shape) => Math.Max(shape.Rank - 1, 0);

    /// <summary>The index of the row on each axis but the last.</summary>
    public ReadOnlySpan<int> Indices => _indices;

    /// <summary>Goes to the next row; after the last one it starts again.</summary>
    public void Next()
    {
        for (int axis = _indices.Length - 1; axis >= 0; axis--)
        {
            if (++_indices[axis] < _shape[axis])
            {
                return;
            }

            _indices[axis] = 0;
        }
    }
}
