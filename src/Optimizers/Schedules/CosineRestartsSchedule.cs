namespace Pullback.Optimizers;

/// <summary>Half cosine waves one after another, each longer than the one before: SGDR.</summary>
/// <remarks>I. Loshchilov, F. Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", ICLR 2017.</remarks>
public sealed class CosineRestartsSchedule : Schedule
{
    internal CosineRestartsSchedule(double high, double low, long firstSteps, long growth)
    {
        High = Require.Finite(high);
        Low = Require.Finite(low);
        FirstSteps = Require.AtLeastOne(firstSteps);
        Growth = Require.AtLeastOne(growth);
    }

    /// <summary>The value at each restart.</summary>
    public double High { get; }

    /// <summary>The value that each wave falls to.</summary>
    public double Low { get; }

    /// <summary>The length of the first wave.</summary>
    public long FirstSteps { get; }

    /// <summary>The ratio of the lengths of two waves.</summary>
    public long Growth { get; }

    /// <summary>Whether a wave starts anew at a step: the one before has just ended. The first step is no restart.</summary>
    /// <param name="step">The number of steps taken before.</param>
    /// <returns>True at the first step of the second wave and of every later one.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is negative.</exception>
    public bool IsRestart(long step) => Require.NotNegative(step) > 0 && Locate(step).Position == 0;

    private protected override double Evaluate(long step)
    {
        (long position, long length) = Locate(step);
        return Blend.Of(Interpolation.Cosine, position, length).Between(High, Low);
    }

    /// <summary>The position in the wave of a step, and its length. Waves grow geometrically, so there are few of them, however late the step.</summary>
    private (long Position, long Length) Locate(long step)
    {
        if (Growth == 1)
        {
            return (step % FirstSteps, FirstSteps);
        }

        long length = FirstSteps;
        while (step >= length)
        {
            step -= length;
            length = length > long.MaxValue / Growth ? long.MaxValue : length * Growth;
        }

        return (step, length);
    }

    private protected override SettingsDescription Describe() =>
        new("CosineRestarts", ("high", High), ("low", Low), ("firstSteps", FirstSteps), ("growth", Growth));
}

public abstract partial class Schedule
{
    /// <summary>Half cosine waves one after another, each <paramref name="growth"/> times as long as the one before. PyTorch's <c>CosineAnnealingWarmRestarts</c>.</summary>
    /// <param name="high">The value at each restart.</param>
    /// <param name="low">The value that each wave falls to.</param>
    /// <param name="firstSteps">The length of the first wave; at least 1.</param>
    /// <param name="growth">The ratio of the lengths of two waves; at least 1.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its bound.</exception>
    public static Schedule CosineRestarts(double high, double low, long firstSteps, long growth = 1) =>
        new CosineRestartsSchedule(high, low, firstSteps, growth);
}
