namespace Pullback.Optimizers;

/// <summary>A momentum that grows in stairs towards 1, up to a largest value.</summary>
public sealed class SutskeverMomentumSchedule : Schedule
{
    internal SutskeverMomentumSchedule(double maximum, long every)
    {
        Maximum = Require.Decay(maximum);
        Every = Require.AtLeastOne(every);
    }

    /// <summary>The largest momentum.</summary>
    public double Maximum { get; }

    /// <summary>The length of a stair.</summary>
    public long Every { get; }

    // 2^(−1 − log₂ n) is 1/(2n), without the rounding errors of the two functions.
    private protected override double Evaluate(long step) => Math.Min(1 - (0.5 / ((step / Every) + 1.0)), Maximum);

    private protected override SettingsDescription Describe() => new("SutskeverMomentum", ("maximum", Maximum), ("every", Every));
}

public abstract partial class Schedule
{
    /// <summary>A momentum that grows in stairs: <c>min(1 − 2^(−1 − log₂(⌊t / every⌋ + 1)), maximum)</c>, which is ½, ¾, ⅚, ⅞ and so on.</summary>
    /// <param name="maximum">The largest momentum; at least 0, below 1.</param>
    /// <param name="every">The length of a stair; at least 1.</param>
    /// <returns>The schedule, for a momentum with Nesterov's look-ahead.</returns>
    /// <remarks>
    /// I. Sutskever, J. Martens, G. Dahl, G. Hinton, "On the Importance of Initialization and Momentum in Deep Learning", ICML 2013, equation 5.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its bound.</exception>
    public static Schedule SutskeverMomentum(double maximum = 0.99, long every = 250) =>
        new SutskeverMomentumSchedule(maximum, every);
}
