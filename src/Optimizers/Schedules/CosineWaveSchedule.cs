namespace Pullback.Optimizers;

/// <summary>A cosine wave that goes on for ever: from a high value down to a low one in half a period, and up again.</summary>
/// <remarks>After I. Loshchilov, F. Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", ICLR 2017.</remarks>
public sealed class CosineWaveSchedule : Schedule
{
    internal CosineWaveSchedule(double high, double low, long halfPeriod)
    {
        High = Require.Finite(high);
        Low = Require.Finite(low);
        HalfPeriod = Require.AtLeastOne(halfPeriod);
    }

    /// <summary>The first value.</summary>
    public double High { get; }

    /// <summary>The value after half a period.</summary>
    public double Low { get; }

    /// <summary>The number of steps from high to low.</summary>
    public long HalfPeriod { get; }

    // The step is reduced to one period first, so that late steps lose nothing in the cosine's argument. Without sign, so that no period is too long.
    private protected override double Evaluate(long step) =>
        Blend.Of(Interpolation.Cosine, (ulong)step % (2 * (ulong)HalfPeriod), HalfPeriod).Between(High, Low);

    private protected override SettingsDescription Describe() =>
        new("CosineWave", ("high", High), ("low", Low), ("halfPeriod", HalfPeriod));
}

public abstract partial class Schedule
{
    /// <summary>A cosine wave, <c>low + ½ (high − low)(1 + cos(π t / halfPeriod))</c>, that goes on for ever. PyTorch's <c>CosineAnnealingLR</c>.</summary>
    /// <param name="high">The first value.</param>
    /// <param name="low">The value after half a period.</param>
    /// <param name="halfPeriod">The number of steps from high to low; at least 1.</param>
    /// <returns>The schedule. For one that ends at the low value see <see cref="Cosine"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its bound.</exception>
    public static Schedule CosineWave(double high, double low, long halfPeriod) => new CosineWaveSchedule(high, low, halfPeriod);
}
