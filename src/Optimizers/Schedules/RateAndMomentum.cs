namespace Pullback.Optimizers;

/// <summary>A learning rate and a momentum that move against each other: one goes up while the other goes down.</summary>
/// <param name="LearningRate">The schedule of the learning rate.</param>
/// <param name="Momentum">The schedule of the momentum; of Adam and its kin, of β₁.</param>
/// <example>
/// <code>
/// var cycle = Schedule.OneCycle(peak: 0.1, totalSteps: 1000);
/// var optimizer = new Sgd { LearningRate = cycle.LearningRate, Momentum = cycle.Momentum };
/// </code>
/// </example>
/// <exception cref="ArgumentNullException">A schedule is null.</exception>
public sealed record RateAndMomentum(Schedule LearningRate, Schedule Momentum)
{
    /// <summary>The schedule of the learning rate.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public Schedule LearningRate
    {
        get;
        init => field = Require.NotNull(value, nameof(LearningRate));
    } = Require.NotNull(LearningRate);

    /// <summary>The schedule of the momentum; of Adam and its kin, of β₁.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public Schedule Momentum
    {
        get;
        init => field = Require.NotNull(value, nameof(Momentum));
    } = Require.NotNull(Momentum);

    /// <summary>The name and the settings.</summary>
    /// <returns>For example <c>RateAndMomentum(learningRate: 0.1, momentum: 0.9)</c>.</returns>
    public override string ToString() =>
        new SettingsDescription(nameof(RateAndMomentum), ("learningRate", LearningRate), ("momentum", Momentum)).ToString();

    /// <summary>Both schedules drawn as text, one below the other: see <see cref="Schedule.Sparkline"/>.</summary>
    /// <param name="steps">How many steps are drawn; at least 1.</param>
    /// <param name="width">At most how many blocks a line has; at least 1.</param>
    /// <returns>Two lines.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is below 1.</exception>
    public string Sparkline(int steps, int width = 60) =>
        $"learning rate {LearningRate.Sparkline(steps, width)}\nmomentum      {Momentum.Sparkline(steps, width)}";
}
