using Pullback.Optimizers;
using Pullback.ReferenceCheck.Reading;

namespace Pullback.ReferenceCheck.Counterparts;

/// <summary>Rules that look at whole tensors, rows or matrices.</summary>
internal static class TensorRules
{
    /// <summary>The sources of this family.</summary>
    public static IReadOnlyDictionary<string, OptimizerCounterpart> Counterparts =>
        new Dictionary<string, OptimizerCounterpart>(StringComparer.Ordinal)
        {
            ["optax.sm3"] = new(OptaxSm3),
            ["paper.sm3_i"] = new(PaperSm3),
        };

    public static IGradientTransformation OptaxSm3(Settings settings, Schedule rate) =>
        new Sm3
        {
            LearningRate = rate,
            Momentum = settings.Number("momentum", 0.9),
            Epsilon = settings.Number("eps", 1e-8),
        };

    public static IGradientTransformation PaperSm3(Settings settings, Schedule rate) =>
        new Sm3
        {
            LearningRate = rate,
            Momentum = 0,
            Epsilon = 0,
            CoversFirst = true,
        };
}
