namespace Pullback.Optimizers;

/// <summary>A straight line from a first to a last value, which it then keeps.</summary>
public sealed class LinearSchedule : Schedule
{
    internal LinearSchedule(double initial, double final, long steps)
    {
        Initial = Require.Finite(initial);
        Final = Require.Finite(final);
        Steps = Require.AtLeastOne(steps);
    }

    /// <summary>The first value.</summary>
    public double Initial { get; }

    /// <summary>The last value.</summary>
    public double Final { get; }

    /// <summary>The step at which <see cref="Final"/> is reached.</summary>
    public long Steps { get; }

    private protected override double Evaluate(long step) =>
        step >= Steps ? Final : Blend.Of(Interpolation.Linear, step, Steps).Between(Initial, Final);

    private protected override SettingsDescription Describe() =>
        new("Linear", ("initial", Initial), ("final", Final), ("steps", Steps));
}

public abstract partial class Schedule
{
    /// <summary>A straight line from <paramref name="initial"/> to <paramref name="final"/>, which it then keeps. PyTorch's <c>LinearLR</c>.</summary>
    /// <param name="initial">The first value.</param>
    /// <param name="final">The last value.</param>
    /// <param name="steps">The step at which <paramref name="final"/> is reached; at least 1.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its bound.</exception>
    public static Schedule Linear(double initial, double final, long steps) => new LinearSchedule(initial, final, steps);
}
