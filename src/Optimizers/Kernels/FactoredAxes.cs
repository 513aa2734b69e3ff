namespace Pullback.Optimizers.Kernels;

/// <summary>The two axes by which a tensor's second moment is factored: means over each of them stand for the whole.</summary>
/// <param name="Smaller">The second largest axis.</param>
/// <param name="Larger">The largest axis; of equal ones the last.</param>
internal readonly record struct FactoredAxes(int Smaller, int Larger)
{
    /// <summary>The axes of a shape; null when one of them would be shorter than <paramref name="least"/>, so that factoring does not pay.</summary>
    public static FactoredAxes? Of(Shape shape, int least)
    {
        if (shape.Rank < 2)
        {
            return null;
        }

        // OrderBy keeps the order of equal extents.
        int[] order = [.. Enumerable.Range(0, shape.Rank).OrderBy(axis => shape[axis])];
        return shape[order[^2]] < least ? null : new FactoredAxes(order[^2], order[^1]);
    }

    /// <summary>A shape without one of its axes.</summary>
    public static Shape Without(Shape shape, int axis) => new(shape.Where((_, i) => i != axis));

    /// <summary>
    /// For each axis of a shape, how far apart neighbours are in a tensor of the shape without <paramref name="removed"/>; 0 for that axis.
    /// </summary>
    public static int[] StridesWithout(Shape shape, int removed)
    {
        int[] strides = new int[shape.Rank];
        int stride = 1;
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            if (axis != removed)
            {
                strides[axis] = stride;
                stride *= shape[axis];
            }
        }

        return strides;
    }
}
