namespace Pullback.Optimizers;

/// <summary>Falls with the root of the step, <c>peak · √(s / max(t, s))</c>: the peak is kept for s steps.</summary>
/// <remarks>After A. Vaswani et al., "Attention Is All You Need", NeurIPS 2017. For a warm-up in the steps in which the peak is kept see <see cref="Schedule.WarmupInverseSquareRoot"/> and <see cref="Schedule.Noam"/>.</remarks>
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

    private protected override SettingsDescription Describe() => new("InverseSquareRoot", ("peak", Peak), ("scale", Scale));
}

public abstract partial class Schedule
{
    /// <summary>Falls with the root of the step: <c>peak · √(scale / max(t, scale))</c>.</summary>
    /// <param name="peak">The first value.</param>
    /// <param name="scale">The step from which on the value falls; at least 1.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its bound.</exception>
    public static Schedule InverseSquareRoot(double peak, long scale) => new InverseSquareRootSchedule(peak, scale);

    /// <summary>A linear warm-up to <paramref name="peak"/>, then down with the root of the step: <c>peak · √(warmupSteps / t)</c>. Fairseq's <c>inverse_sqrt</c>.</summary>
    /// <param name="peak">The highest value, reached at step <paramref name="warmupSteps"/>.</param>
    /// <param name="warmupSteps">The number of steps on the way up; at least 1.</param>
    /// <param name="startAt">The first value; without it, the first step has one n-th of the peak, as of <see cref="Warmup"/>.</param>
    /// <returns>The schedule: <c>InverseSquareRoot(peak, warmupSteps).Advanced(warmupSteps).Warmup(warmupSteps, startAt)</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its bound.</exception>
    public static Schedule WarmupInverseSquareRoot(double peak, long warmupSteps, double? startAt = null) =>
        InverseSquareRoot(peak, Require.AtLeastOne(warmupSteps)).Advanced(warmupSteps).Warmup(warmupSteps, startAt);
}
