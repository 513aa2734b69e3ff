namespace Pullback.Optimizers;

/// <summary>A power of a straight line from a first to a last value, which it then keeps: <c>final + (initial − final)(1 − min(t, d) / d)^power</c>.</summary>
/// <remarks>
/// L.-C. Chen et al., "DeepLab: Semantic Image Segmentation with Deep Convolutional Nets, Atrous Convolution, and Fully Connected CRFs", TPAMI 2018, for the
/// power 0.9. With cycles, d grows to the next multiple of the steps whenever it is passed, as in Keras: the value jumps up, and falls more slowly.
/// </remarks>
public sealed class PolynomialSchedule : Schedule
{
    internal PolynomialSchedule(double initial, long steps, double final, double power, bool cycle)
    {
        Initial = Require.Finite(initial);
        Steps = Require.AtLeastOne(steps);
        Final = Require.Finite(final);
        Power = Require.Positive(power);
        Cycle = cycle;
    }

    /// <summary>The first value.</summary>
    public double Initial { get; }

    /// <summary>The step at which <see cref="Final"/> is reached.</summary>
    public long Steps { get; }

    /// <summary>The last value.</summary>
    public double Final { get; }

    /// <summary>The power.</summary>
    public double Power { get; }

    /// <summary>Whether it starts again, with a longer way, when it is through.</summary>
    public bool Cycle { get; }

    private protected override double Evaluate(long step)
    {
        double length = Cycle ? (double)Steps * Math.Max(1, Math.Ceiling((double)step / Steps)) : Steps;
        return step >= length ? Final : Blend.Of(Interpolation.Linear, step, length).Power(Power).Between(Initial, Final);
    }

    private protected override SettingsDescription Describe() =>
        new("Polynomial", ("initial", Initial), ("steps", Steps), ("final", Final), ("power", Power), ("cycle", Cycle));
}

public abstract partial class Schedule
{
    /// <summary>A power of a straight line from <paramref name="initial"/> to <paramref name="final"/>. PyTorch's <c>PolynomialLR</c>, Keras' and Optax's polynomial decay.</summary>
    /// <param name="initial">The first value.</param>
    /// <param name="steps">The step at which <paramref name="final"/> is reached; at least 1.</param>
    /// <param name="final">The last value.</param>
    /// <param name="power">The power; above 0.</param>
    /// <param name="cycle">Whether it starts again, with a longer way, when it is through.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its bound.</exception>
    public static Schedule Polynomial(double initial, long steps, double final = 0, double power = 1, bool cycle = false) =>
        new PolynomialSchedule(initial, steps, final, power, cycle);
}
