namespace Pullback.Optimizers;

/// <summary>The product of two schedules.</summary>
public sealed class ProductSchedule : Schedule
{
    internal ProductSchedule(Schedule left, Schedule right)
    {
        Left = Require.Finite(Closed(left), nameof(left));
        Right = Require.Finite(Closed(right), nameof(right));
    }

    /// <summary>One factor.</summary>
    public Schedule Left { get; }

    /// <summary>The other factor.</summary>
    public Schedule Right { get; }

    private protected override double Evaluate(long step) => Left.At(step) * Right.At(step);

    private protected override SettingsDescription Describe() => new("Product", ("left", Left), ("right", Right));
}

public abstract partial class Schedule
{
    /// <summary>The product of two schedules: a <see cref="double"/> converts to a constant one. PyTorch's <c>ChainedScheduler</c>.</summary>
    /// <param name="left">One factor.</param>
    /// <param name="right">The other factor.</param>
    /// <returns>The schedule; of constants, a constant.</returns>
    /// <exception cref="ArgumentException">One of the schedules follows a metric, so that it cannot be combined.</exception>
    /// <exception cref="ArgumentOutOfRangeException">One of the schedules is constant and not finite.</exception>
    public static Schedule operator *(Schedule left, Schedule right) => Folded(new ProductSchedule(left, right), left, right);

    /// <summary>A multiple of a schedule. F# does not convert operands, so numbers have operators of their own.</summary>
    /// <param name="factor">The factor, the same at every step.</param>
    /// <param name="schedule">The schedule.</param>
    /// <returns>The schedule; of constants, a constant.</returns>
    /// <exception cref="ArgumentException">The schedule follows a metric, so that it cannot be combined.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The factor, or a schedule that is constant, is not finite.</exception>
    public static Schedule operator *(double factor, Schedule schedule) => Constant(Require.Finite(factor)) * schedule;

    /// <summary>A multiple of a schedule.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="factor">The factor, the same at every step.</param>
    /// <returns>The schedule; of constants, a constant.</returns>
    /// <exception cref="ArgumentException">The schedule follows a metric, so that it cannot be combined.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The factor, or a schedule that is constant, is not finite.</exception>
    public static Schedule operator *(Schedule schedule, double factor) => schedule * Constant(Require.Finite(factor));
}
