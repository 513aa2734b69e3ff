namespace Pullback.Optimizers;

/// <summary>An exponential moving average of parameters: the newest count most.</summary>
/// <remarks>
/// <para>
/// <c>a ← d a + (1 − d) p</c> from <c>a = p₀</c>. With <see cref="BiasCorrection"/> from <c>a = 0</c> and divided by <c>1 − dᵗ</c>, so that the first parameters do not count.
/// With <see cref="CountsUpdates"/> the decay of update t is <c>min(d, (1 + t) / (10 + t))</c>.
/// </para>
/// <para>
/// The corrected average is kept in its corrected form: with the weight <c>w ← 1 − d (1 − w)</c>, the share of the newest parameters is <c>(1 − d) / w</c>. All options go
/// together, and the decay may be a schedule of the update, counted from 0.
/// </para>
/// <para>
/// Differences: none; without options as PyTorch's <c>AveragedModel</c> with an exponential average, with the correction as Optax's <c>ema</c> of parameters, with
/// the count as TensorFlow's <c>ExponentialMovingAverage(num_updates)</c>.
/// </para>
/// <para>B. Polyak, A. Juditsky, "Acceleration of Stochastic Approximation by Averaging", SIAM Journal on Control and Optimization, 1992, for the idea.</para>
/// </remarks>
public sealed record ExponentialAverage : IParameterAverage
{
    /// <summary>The decay rate d: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    public Schedule Decay
    {
        get;
        init => field = Require.Decay(value, nameof(Decay));
    } = 0.999;

    /// <summary>Whether the parameters that the average starts from are left out of it.</summary>
    public bool BiasCorrection { get; init; }

    /// <summary>Whether the decay starts small and grows with the number of updates.</summary>
    public bool CountsUpdates { get; init; }

    /// <summary>The name and the settings.</summary>
    /// <returns>For example <c>ExponentialAverage(decay: 0.999, biasCorrection: False, countsUpdates: False)</c>.</returns>
    public override string ToString() =>
        new SettingsDescription(
            nameof(ExponentialAverage),
            ("decay", Decay),
            ("biasCorrection", BiasCorrection),
            ("countsUpdates", CountsUpdates)
        ).ToString();

    double IParameterAverage.InitialWeight => BiasCorrection ? 0 : 1;

    AverageShare IParameterAverage.Next(long update, double weight)
    {
        double decay = Decay.At(update - 1);
        if (CountsUpdates)
        {
            decay = Math.Min(decay, (1.0 + update) / (10.0 + update));
        }

        double next = 1 - (decay * (1 - weight));
        return new AverageShare((1 - decay) / next, next);
    }
}
