namespace Pullback.Optimizers;

/// <summary>The product of two schedules.</summary>
public sealed class ProductSchedule : Schedule
{
    internal ProductSchedule(Schedule left, Schedule right)
    {
        Left = Closed(left);
        Right = Closed(right);
    }

    /// <summary>One factor.</summary>
    public Schedule Left { get; }

    /// <summary>The other factor.</summary>
    public Schedule Right { get; }

    private protected override double Evaluate(long step) => Left.At(step) * Right.At(step);

    private protected override ScheduleDescription Describe() => new("Product", ("left", Left), ("right", Right));
}

public abstract partial class Schedule
{
    /// <summary>The product of two schedules: a <see cref="double"/> converts to a constant one. PyTorch's <c>ChainedScheduler</c>.</summary>
    /// <param name="left">One factor.</param>
    /// <param name="right">The other factor.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentException">One of the schedules follows a metric, so that it cannot be combined.</exception>
    public static Schedule operator *(Schedule left, Schedule right) => new ProductSchedule(left, right);
}
