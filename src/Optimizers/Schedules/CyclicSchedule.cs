namespace Pullback.Optimizers;

/// <summary>Straight up from a base value and down again, for ever; each cycle, or each step, may go less far, or further, than the one before.</summary>
public sealed class CyclicSchedule : Schedule
{
    internal CyclicSchedule(double start, double turn, long stepsThere, long stepsBack, double cycleFactor, double stepFactor)
    {
        Start = Require.Finite(start);
        Turn = Require.Finite(turn);
        StepsThere = Require.AtLeastOne(stepsThere);
        StepsBack = Require.AtLeastOne(stepsBack);
        CycleFactor = Require.NotNegative(cycleFactor);
        StepFactor = Require.NotNegative(stepFactor);
    }

    /// <summary>The value at which each cycle begins and ends.</summary>
    public double Start { get; }

    /// <summary>The value in the middle of the first cycle, before the factors.</summary>
    public double Turn { get; }

    /// <summary>The number of steps from <see cref="Start"/> to <see cref="Turn"/>.</summary>
    public long StepsThere { get; }

    /// <summary>The number of steps from <see cref="Turn"/> to <see cref="Start"/>.</summary>
    public long StepsBack { get; }

    /// <summary>What the height of each cycle is multiplied by for the next.</summary>
    public double CycleFactor { get; }

    /// <summary>What the height is multiplied by in each step.</summary>
    public double StepFactor { get; }

    private protected override double Evaluate(long step)
    {
        // Without sign, so that no period is too long.
        ulong period = (ulong)StepsThere + (ulong)StepsBack;
        (ulong cycle, ulong position) = Math.DivRem((ulong)step, period);
        Blend way =
            position <= (ulong)StepsThere
                ? Blend.Of(Interpolation.Linear, position, StepsThere)
                : Blend.Of(Interpolation.Linear, period - position, StepsBack);
        return way.Scaled(Height(cycle, step)).Between(Start, Turn);
    }

    private double Height(ulong cycle, long step)
    {
        double height = Math.Pow(CycleFactor, cycle) * Math.Pow(StepFactor, step);
        // Where one power has overflowed and the other is zero, their logarithms still add up.
        return double.IsNaN(height) ? Math.Exp((cycle * Math.Log(CycleFactor)) + (step * Math.Log(StepFactor))) : height;
    }

    private protected override SettingsDescription Describe() =>
        new(
            "Triangular",
            ("start", Start),
            ("turn", Turn),
            ("stepsThere", StepsThere),
            ("stepsBack", StepsBack),
            ("cycleFactor", CycleFactor),
            ("stepFactor", StepFactor)
        );
}

public abstract partial class Schedule
{
    /// <summary>
    /// From a value to another and back in straight lines, for ever: <c>start + (turn − start) · h · cycleFactor^⌊t / (stepsThere + stepsBack)⌋ ·
    /// stepFactor^t</c> with the height h between 0 and 1. For a learning rate with a momentum see <see cref="Cyclic"/>.
    /// </summary>
    /// <param name="start">The value at which each cycle begins and ends.</param>
    /// <param name="turn">The value in the middle of the first cycle, before the factors; it may lie below <paramref name="start"/>.</param>
    /// <param name="stepsThere">The number of steps on the way there; at least 1.</param>
    /// <param name="stepsBack">The number of steps on the way back; at least 1. Without it, as many.</param>
    /// <param name="cycleFactor">What the height of each cycle is multiplied by for the next; not negative, and above 1 it grows.</param>
    /// <param name="stepFactor">What the height is multiplied by in each step; not negative, and above 1 it grows.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its bound.</exception>
    public static Schedule Triangular(
        double start,
        double turn,
        long stepsThere,
        long? stepsBack = null,
        double cycleFactor = 1,
        double stepFactor = 1
    ) => new CyclicSchedule(start, turn, stepsThere, stepsBack ?? stepsThere, cycleFactor, stepFactor);

    /// <summary>
    /// The cyclical learning rate: up and down in straight lines, for ever, and the momentum against it. PyTorch's <c>CyclicLR</c>: its mode
    /// <c>triangular</c> as it is, <c>triangular2</c> with <paramref name="cycleFactor"/> ½, <c>exp_range</c> with its gamma as <paramref name="stepFactor"/>.
    /// </summary>
    /// <param name="low">The rate at which each cycle begins and ends.</param>
    /// <param name="high">The rate in the middle of the first cycle, before the factors; not below <paramref name="low"/>.</param>
    /// <param name="stepsUp">The number of steps from low to high; at least 1.</param>
    /// <param name="stepsDown">The number of steps from high to low; at least 1. Without it, as many.</param>
    /// <param name="cycleFactor">What the height of each cycle is multiplied by for the next; not negative, and above 1 it grows.</param>
    /// <param name="stepFactor">What the height is multiplied by in each step; not negative, and above 1 it grows.</param>
    /// <param name="lowMomentum">The momentum in the middle of the first cycle, before the factors; at least 0, below 1.</param>
    /// <param name="highMomentum">The momentum at which each cycle begins and ends; not below <paramref name="lowMomentum"/>, below 1.</param>
    /// <returns>The two schedules, each of <see cref="Triangular"/>.</returns>
    /// <remarks>L. N. Smith, "Cyclical Learning Rates for Training Neural Networks", WACV 2017.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its bound.</exception>
    public static RateAndMomentum Cyclic(
        double low,
        double high,
        long stepsUp = 2000,
        long? stepsDown = null,
        double cycleFactor = 1,
        double stepFactor = 1,
        double lowMomentum = 0.8,
        double highMomentum = 0.9
    )
    {
        _ = Require.Finite(low);
        _ = Require.Finite(high);
        _ = Require.NotAbove(low, high);
        _ = Require.AtLeastOne(stepsUp);
        long down = stepsDown ?? stepsUp;
        _ = Require.AtLeastOne(down, nameof(stepsDown));
        CheckMomenta(lowMomentum, highMomentum);
        return new(
            Triangular(low, high, stepsUp, down, cycleFactor, stepFactor),
            Triangular(highMomentum, lowMomentum, stepsUp, down, cycleFactor, stepFactor)
        );
    }

    private static void CheckMomenta(double lowMomentum, double highMomentum)
    {
        _ = Require.Decay(lowMomentum);
        _ = Require.Decay(highMomentum);
        _ = Require.NotAbove(lowMomentum, highMomentum);
    }
}
