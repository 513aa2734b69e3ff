namespace Pullback.Optimizers;

/// <summary>Exponential decay in rate form: <c>α₀ · e^(−k t)</c>.</summary>
/// <remarks>F.-F. Li, A. Karpathy, J. Johnson, CS231n lecture notes, "Annealing the learning rate", Stanford 2016.</remarks>
public sealed class ExponentialDecaySchedule : Schedule
{
    internal ExponentialDecaySchedule(double initial, double rate)
    {
        Initial = Require.Finite(initial);
        Rate = Require.NotNegative(rate);
    }

    /// <summary>The first value, α₀.</summary>
    public double Initial { get; }

    /// <summary>The decay rate k.</summary>
    public double Rate { get; }

    private protected override double Evaluate(long step) => Initial * Math.Exp(-Rate * step);

    private protected override SettingsDescription Describe() => new("ExponentialDecay", ("initial", Initial), ("rate", Rate));
}

public abstract partial class Schedule
{
    /// <summary>Exponential decay in rate form: <c>initial · e^(−rate · t)</c>.</summary>
    /// <param name="initial">The first value.</param>
    /// <param name="rate">The decay rate; not negative.</param>
    /// <returns>The schedule. For the factor form see <see cref="Exponential"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its bound.</exception>
    public static Schedule ExponentialDecay(double initial, double rate) => new ExponentialDecaySchedule(initial, rate);
}
