namespace Pullback.Optimizers;

/// <summary>Exponential decay in factor form: <c>α₀ · factor^(t / every)</c>, smooth between multiples of <c>every</c>.</summary>
public sealed class ExponentialSchedule : Schedule
{
    internal ExponentialSchedule(double initial, double factor, long every)
    {
        Initial = Require.Finite(initial);
        Factor = Require.Positive(factor);
        Every = Require.AtLeastOne(every);
    }

    /// <summary>The first value, α₀.</summary>
    public double Initial { get; }

    /// <summary>What the value is multiplied by in <see cref="Every"/> steps.</summary>
    public double Factor { get; }

    /// <summary>The number of steps in which the value changes by <see cref="Factor"/>.</summary>
    public long Every { get; }

    private protected override double Evaluate(long step) => Multiple(Initial, Math.Pow(Factor, (double)step / Every));

    private protected override SettingsDescription Describe() =>
        new("Exponential", ("initial", Initial), ("factor", Factor), ("every", Every));
}

public abstract partial class Schedule
{
    /// <summary>Exponential decay in factor form: <c>initial · factor^(t / every)</c>. PyTorch's <c>ExponentialLR</c> with <c>every</c> 1.</summary>
    /// <param name="initial">The first value.</param>
    /// <param name="factor">What the value is multiplied by in <paramref name="every"/> steps; above 0 (above 1 it grows).</param>
    /// <param name="every">The number of steps in which the value changes by <paramref name="factor"/>; at least 1.</param>
    /// <returns>The schedule. For jumps instead of a smooth curve see <see cref="StepDecay"/>; for a rate see <see cref="ExponentialDecay"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its bound.</exception>
    public static Schedule Exponential(double initial, double factor, long every = 1) =>
        new ExponentialSchedule(initial, factor, every);
}
