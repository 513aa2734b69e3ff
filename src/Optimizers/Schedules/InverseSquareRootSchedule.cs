namespace Pullback.Optimizers;

/// <summary>Falls with the root of the step, <c>peak · √(s / max(t, s))</c>: the peak is kept for s steps.</summary>
/// <remarks>With a warm-up of s steps in front, see <see cref="Schedule.Warmup"/>, it is the schedule of A. Vaswani et al., "Attention Is All You Need", NeurIPS 2017, up to a factor.</remarks>
public sealed class InverseSquareRootSchedule : Schedule
{
    internal InverseSquareRootSchedule(double peak, long scale)
    {
        Peak = Require.Finite(peak);
        Scale = Require.AtLeastOne(scale);
    }

    /// <summary>The first value.</summary>
    public double Peak { get; }

    /// <summary>The step from which on the value falls.</summary>
    public long Scale { get; }

    private protected override double Evaluate(long step) => Peak * Math.Sqrt(Scale / (double)Math.Max(step, Scale));

    private protected override ScheduleDescription Describe() => new("InverseSquareRoot", ("peak", Peak), ("scale", Scale));
}

public abstract partial class Schedule
{
    /// <summary>Falls with the root of the step: <c>peak · √(scale / max(t, scale))</c>.</summary>
    /// <param name="peak">The first value.</param>
    /// <param name="scale">The step from which on the value falls; at least 1.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its bound.</exception>
    public static Schedule InverseSquareRoot(double peak, long scale) => new InverseSquareRootSchedule(peak, scale);
}
