namespace Pullback.Optimizers.Tests.Convergence;

/// <summary>What an optimizer must be told to be tested on functions without noise and with few parameters; and why.</summary>
internal static class ConvergenceSettings
{
    private static readonly Dictionary<string, (string Name, object Value)[]> Settings = new(StringComparer.Ordinal)
    {
        // With the defaults the gradient before counts as much as the gradient. These are the settings of Optax's own test.
        [nameof(OptimisticGradientDescent)] =
        [
            (nameof(OptimisticGradientDescent.Strength), (Schedule)0.7),
            (nameof(OptimisticGradientDescent.Optimism), (Schedule)0.1),
        ],
        // A vector has one factor, which is nearly singular in every direction that is new: roots of ten steps ago throw it far away.
        [nameof(Shampoo)] = [(nameof(Shampoo.UpdateInterval), 1L), (nameof(Shampoo.Decay), 0.99)],
    };

    /// <summary>Those whose steps are as long at the minimum as elsewhere, so that they come near it only as their rate falls.</summary>
    private static readonly string[] NeedFallingRates = [nameof(SignSgd)];

    public static IEnumerable<(string Name, object Value)> Of(string name) => Settings.GetValueOrDefault(name, []);

    public static Schedule Rate(string name, double rate, int steps) =>
        NeedFallingRates.Contains(name, StringComparer.Ordinal) ? Schedule.Linear(rate, 0, steps) : rate;
}
