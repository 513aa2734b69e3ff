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
            ["optax.adafactor"] = new(OptaxAdafactor),
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

    /// <summary>Settings that are null are left out there; here the clipping alone can be null, and 0 stands for no momentum and no decay.</summary>
    public static IGradientTransformation OptaxAdafactor(Settings settings, Schedule rate) =>
        new Adafactor
        {
            LearningRate = rate,
            RelativeStep = settings.Flag("relative_step"),
            DecayExponent = settings.Number("decay_rate", 0.8),
            Epsilon = settings.Number("eps", 1e-30),
            Factored = settings.Flag("factored", true),
            MinimumExtent = settings.Whole("min_dim_size_to_factor", 128),
            ClippingThreshold = settings.NumberOrNull("clipping_threshold", 1),
            ScalesByParameters = settings.Flag("multiply_by_parameter_scale", true),
            Momentum = settings.Number("momentum", 0),
            WeightDecay = settings.Number("weight_decay_rate", 0),
        };
}
