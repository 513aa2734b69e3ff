namespace Pullback.Optimizers.Kernels;

/// <summary>Walks over the rows of a tensor, the runs of its last axis, in the order in which they lie.</summary>
internal readonly struct RowWalk
{
    private readonly Shape _shape;
    private readonly int[] _indices;

    public RowWalk(Shape shape)
    {
        _shape = shape;
        _indices = new int[Math.Max(shape.Rank - 1, 0)];
    }

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
