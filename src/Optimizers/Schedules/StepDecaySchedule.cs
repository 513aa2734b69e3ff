namespace Pullback.Optimizers;

/// <summary>Step decay: the value is multiplied by a factor every so many steps, <c>α₀ · factor^⌊t / every⌋</c>.</summary>
/// <remarks>F.-F. Li, A. Karpathy, J. Johnson, CS231n lecture notes, "Annealing the learning rate", Stanford 2016.</remarks>
public sealed class StepDecaySchedule : Schedule
{
    internal StepDecaySchedule(double initial, double factor, long every)
    {
        Initial = Require.Finite(initial);
        Factor = Require.NotNegative(factor);
        Every = Require.AtLeastOne(every);
    }

    /// <summary>The first value, α₀.</summary>
    public double Initial { get; }

    /// <summary>What the value is multiplied by.</summary>
    public double Factor { get; }

    /// <summary>The number of steps between two multiplications.</summary>
    public long Every { get; }

    private protected override double Evaluate(long step) => Multiple(Initial, Math.Pow(Factor, step / Every));

    private protected override SettingsDescription Describe() =>
        new("StepDecay", ("initial", Initial), ("factor", Factor), ("every", Every));
}

public abstract partial class Schedule
{
    /// <summary>Step decay: <c>initial · factor^⌊t / every⌋</c>. PyTorch's <c>StepLR</c>.</summary>
    /// <param name="initial">The first value.</param>
    /// <param name="factor">What the value is multiplied by; not negative.</param>
    /// <param name="every">The number of steps between two multiplications; at least 1.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its bound.</exception>
    public static Schedule StepDecay(double initial, double factor, long every) => new StepDecaySchedule(initial, factor, every);
}
