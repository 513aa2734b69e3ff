using Pullback.Optimizers;
using Pullback.ReferenceCheck.Reading;

namespace Pullback.ReferenceCheck.Counterparts;

/// <summary>Sophia, as in its paper and as in Optax.</summary>
internal static class SophiaRules
{
    /// <summary>The sources of this family.</summary>
    public static IReadOnlyDictionary<string, OptimizerCounterpart> Counterparts =>
        new Dictionary<string, OptimizerCounterpart>(StringComparer.Ordinal)
        {
            ["paper.sophia"] = new((settings, rate) => Make(settings, rate, epsilon: 1e-12)),
            ["optax.sophia"] = new(Optax),
        };

    public static IGradientTransformation Optax(Settings settings, Schedule rate) =>
        Make(settings, rate, epsilon: 1e-8) with
        {
            MaxUpdate = settings.Number("clip_threshold", 1),
            BiasCorrection = true,
            DelaysCurvature = true,
        };

    private static Sophia Make(Settings settings, Schedule rate, double epsilon) =>
        new()
        {
            LearningRate = rate,
            Beta1 = settings.Number("beta1", 0.965),
            Beta2 = settings.Number("beta2", 0.99),
            Epsilon = settings.Number("eps", epsilon),
            CurvatureScale = settings.Number("gamma", 0.01).AboveZero(),
            UpdateInterval = settings.Whole("update_interval", 10),
            WeightDecay = settings.Number("weight_decay", 0),
        };
}
