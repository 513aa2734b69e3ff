namespace Pullback.Optimizers;

/// <summary>1/t decay: <c>α₀ / (1 + k t)</c>.</summary>
/// <remarks>H. Robbins, S. Monro, "A Stochastic Approximation Method", 1951, for rates that fall as 1/t; the form is that of the CS231n lecture notes, Stanford 2016.</remarks>
public sealed class InverseTimeSchedule : Schedule
{
    internal InverseTimeSchedule(double initial, double rate, long every)
    {
        Initial = Require.Finite(initial);
        Rate = Require.NotNegative(rate);
        Every = Require.AtLeastOne(every);
    }

    /// <summary>The first value, α₀.</summary>
    public double Initial { get; }

    /// <summary>The decay rate k.</summary>
    public double Rate { get; }

    /// <summary>The length of a stair: t counts whole multiples of it. 1 for the smooth curve.</summary>
    public long Every { get; }

    private protected override double Evaluate(long step) => Initial / (1 + (Rate * (step / Every)));

    private protected override SettingsDescription Describe() =>
        new("InverseTime", ("initial", Initial), ("rate", Rate), ("every", Every));
}

public abstract partial class Schedule
{
    /// <summary>1/t decay: <c>initial / (1 + rate · ⌊t / every⌋)</c>.</summary>
    /// <param name="initial">The first value.</param>
    /// <param name="rate">The decay rate; not negative.</param>
    /// <param name="every">The length of a stair; 1, the default, for the smooth curve.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its bound.</exception>
    public static Schedule InverseTime(double initial, double rate, long every = 1) =>
        new InverseTimeSchedule(initial, rate, every);
}
