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

        FactoredAxes axes = shape[1] >= shape[0] ? new(0, 1) : new(1, 0);
        for (int axis = 2; axis < shape.Rank; axis++)
        {
            axes =
                shape[axis] >= shape[axes.Larger] ? new(axes.Larger, axis)
                : shape[axis] >= shape[axes.Smaller] ? axes with { Smaller = axis }
                : axes;
        }

        return shape[axes.Smaller] < least ? null : axes;
    }

    /// <summary>A shape without one of its axes.</summary>
    public static Shape Without(Shape shape, int axis) => new(shape.Where((_, i) => i != axis));
}
