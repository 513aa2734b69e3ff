namespace Pullback.Optimizers;

/// <summary>Half a cosine wave from a first to a last value, which it then keeps.</summary>
/// <remarks>
/// <c>final + (initial − final) · (½ (1 + cos(π · min(t, steps) / steps)))^exponent</c>. After I. Loshchilov and F. Hutter,
/// "SGDR: Stochastic Gradient Descent with Warm Restarts", ICLR 2017, without the restarts; the exponent is Optax's.
/// </remarks>
public sealed class CosineSchedule : Schedule
{
    internal CosineSchedule(double initial, long steps, double final, double exponent)
    {
        Initial = Require.Finite(initial);
        Steps = Require.AtLeastOne(steps);
        Final = Require.Finite(final);
        Exponent = Require.Positive(exponent);
    }

    /// <summary>The first value.</summary>
    public double Initial { get; }

    /// <summary>The step at which <see cref="Final"/> is reached.</summary>
    public long Steps { get; }

    /// <summary>The last value.</summary>
    public double Final { get; }

    /// <summary>The power to which the wave is raised.</summary>
    public double Exponent { get; }

    private protected override double Evaluate(long step) =>
        step >= Steps ? Final : Blend.Of(Interpolation.Cosine, step, Steps).Power(Exponent).Between(Initial, Final);

    private protected override SettingsDescription Describe() =>
        new("Cosine", ("initial", Initial), ("steps", Steps), ("final", Final), ("exponent", Exponent));
}

public abstract partial class Schedule
{
    /// <summary>Half a cosine wave from <paramref name="initial"/> to <paramref name="final"/>, which it then keeps.</summary>
    /// <param name="initial">The first value.</param>
    /// <param name="steps">The step at which <paramref name="final"/> is reached; at least 1.</param>
    /// <param name="final">The last value.</param>
    /// <param name="exponent">The power to which the wave is raised; 1 for the plain cosine.</param>
    /// <returns>The schedule. For a wave that goes up again see <see cref="CosineWave"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its bound.</exception>
    public static Schedule Cosine(double initial, long steps, double final = 0, double exponent = 1) =>
        new CosineSchedule(initial, steps, final, exponent);

    /// <summary>The usual schedule of a whole training: a linear warm-up to <paramref name="peak"/>, then a cosine down to <paramref name="final"/>.</summary>
    /// <param name="peak">The highest value, reached in step <c>warmupSteps − 1</c> and kept in the next.</param>
    /// <param name="warmupSteps">The number of steps on the way up; 0 for none.</param>
    /// <param name="totalSteps">The number of steps in all, above <paramref name="warmupSteps"/>; <paramref name="final"/> is reached at that step.</param>
    /// <param name="final">The last value.</param>
    /// <param name="exponent">The power to which the wave is raised; 1 for the plain cosine.</param>
    /// <param name="startAt">The first value; without it, the first step has one n-th of the peak, as of <see cref="Warmup"/>.</param>
    /// <returns>The schedule: <c>Cosine(peak, totalSteps − warmupSteps, final, exponent).Warmup(warmupSteps, startAt)</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its bound.</exception>
    public static Schedule WarmupCosine(
        double peak,
        long warmupSteps,
        long totalSteps,
        double final = 0,
        double exponent = 1,
        double? startAt = null
    )
    {
        _ = Require.Finite(peak);
        _ = Require.NotNegative(warmupSteps);
        _ = Require.Above(totalSteps, warmupSteps);
        return Cosine(peak, totalSteps - warmupSteps, final, exponent).Warmup(warmupSteps, startAt);
    }
}
