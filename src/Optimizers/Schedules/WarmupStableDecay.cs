namespace Pullback.Optimizers;

public abstract partial class Schedule
{
    /// <summary>Warm-up, a long stable phase, a short decay (WSD): the stable phase can be prolonged without knowing the end.</summary>
    /// <param name="peak">The value of the stable phase.</param>
    /// <param name="warmupSteps">The number of steps on the way up, <c>peak · (t + 1) / warmupSteps</c>; 0 for none.</param>
    /// <param name="stableSteps">The number of steps at the peak; not negative.</param>
    /// <param name="decaySteps">The number of steps on the way down, after which <paramref name="final"/> is kept; not negative.</param>
    /// <param name="final">The last value.</param>
    /// <param name="shape">The curve of the way down; <see cref="Interpolation.OneMinusSquareRoot"/> for the best of the second paper.</param>
    /// <returns>The schedule: <c>Constant(peak).AnnealTo(final, stableSteps, decaySteps, shape).Warmup(warmupSteps)</c>.</returns>
    /// <remarks>
    /// S. Hu et al., "MiniCPM: Unveiling the Potential of Small Language Models with Scalable Training Strategies", 2024; A. Hägele et al., "Scaling
    /// Laws and Compute-Optimal Training Beyond Fixed Training Durations", NeurIPS 2024.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its bound.</exception>
    public static Schedule WarmupStableDecay(
        double peak,
        long warmupSteps,
        long stableSteps,
        long decaySteps,
        double final = 0,
        Interpolation shape = Interpolation.Linear
    )
    {
        _ = Require.Finite(peak);
        _ = Require.NotNegative(warmupSteps);
        _ = Require.NotNegative(stableSteps);
        _ = Require.NotNegative(decaySteps);
        return Constant(peak).AnnealTo(final, stableSteps, decaySteps, shape).Warmup(warmupSteps);
    }
}
