namespace Pullback.Optimizers;

/// <summary>The mean of all parameters since a step: Polyak–Ruppert averaging.</summary>
/// <remarks>
/// <para><c>a = (p_s + … + p_t) / (t − s + 1)</c>; before step s the average is the newest parameters.</para>
/// <para>Differences: as PyTorch's <c>AveragedModel</c> with its default mean, whose start is when it is first updated.</para>
/// <para>
/// D. Ruppert, "Efficient Estimations from a Slowly Convergent Robbins–Monro Process", Cornell University, 1988; B. Polyak, A. Juditsky, "Acceleration of Stochastic
/// Approximation by Averaging", SIAM Journal on Control and Optimization, 1992.
/// </para>
/// </remarks>
public sealed record PolyakAverage : IParameterAverage
{
    /// <summary>The first update that counts, s; not negative. 0 counts the parameters given to <c>Init</c> too.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long Start
    {
        get;
        init => field = Require.NotNegative(value, nameof(Start));
    } = 1;

    /// <summary>The name and the settings.</summary>
    /// <returns>For example <c>PolyakAverage(start: 1)</c>.</returns>
    public override string ToString() => new SettingsDescription(nameof(PolyakAverage), ("start", Start)).ToString();

    double IParameterAverage.InitialWeight => Start == 0 ? 1 : 0;

    AverageShare IParameterAverage.Next(long update, double weight) => MeanSince.Next(update, weight, Start, frequency: 1);
}

/// <summary>The mean of the parameters of every so many updates since a first one: what both means are.</summary>
internal static class MeanSince
{
    public static AverageShare Next(long update, double weight, long start, long frequency) =>
        update < start ? new AverageShare(1, 0)
        : (update - start) % frequency == 0 ? new AverageShare(1 / (weight + 1), weight + 1)
        : new AverageShare(0, weight);
}
