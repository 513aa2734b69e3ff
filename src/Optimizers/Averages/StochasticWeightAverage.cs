namespace Pullback.Optimizers;

/// <summary>The mean of the parameters at every k-th step since a step: stochastic weight averaging.</summary>
/// <remarks>
/// <para><c>a</c> is the mean of <c>p_t</c> for <c>t ≥ s</c> with <c>(t − s) mod k = 0</c>; before step s it is the newest parameters.</para>
/// <para>
/// Used with a constant or cyclic learning rate: start when the usual schedule would be nearly done, with the length of a cycle as the frequency. Models with
/// batch normalisation need new running statistics at the average.
/// </para>
/// <para>Differences: none; as PyTorch's <c>AveragedModel</c>, updated at the same steps.</para>
/// <para>
/// P. Izmailov, D. Podoprikhin, T. Garipov, D. Vetrov, A. G. Wilson, "Averaging Weights Leads to Wider Optima and Better Generalization", UAI 2018.
/// </para>
/// </remarks>
public sealed record StochasticWeightAverage : IParameterAverage
{
    /// <summary>The first update that counts, s; not negative. 0 counts the parameters given to <c>Init</c> too.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long Start
    {
        get;
        init => field = Require.NotNegative(value, nameof(Start));
    } = 1;

    /// <summary>How many updates lie between two that count, k; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    public long Frequency
    {
        get;
        init => field = Require.AtLeastOne(value, nameof(Frequency));
    } = 1;

    /// <summary>The name and the settings.</summary>
    /// <returns>For example <c>StochasticWeightAverage(start: 100, frequency: 5)</c>.</returns>
    public override string ToString() =>
        new SettingsDescription(nameof(StochasticWeightAverage), ("start", Start), ("frequency", Frequency)).ToString();

    double IParameterAverage.InitialWeight => Start == 0 ? 1 : 0;

    AverageShare IParameterAverage.Next(long update, double weight) => MeanSince.Next(update, weight, Start, Frequency);
}
