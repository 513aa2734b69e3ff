using Pullback.Optimizers;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

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
            ["ref.muon"] = new(ReferenceMuon),
            ["optax.muon"] = new(OptaxMuon),
            ["optax.adafactor"] = new(OptaxAdafactor),
            ["paper.shampoo"] = new(PaperShampoo),
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

    public static IGradientTransformation PaperShampoo(Settings settings, Schedule rate) =>
        new Shampoo
        {
            LearningRate = rate,
            Epsilon = settings.Number("eps", 1e-4),
            Momentum = settings.Number("momentum", 0),
            Decay = settings.Has("decay") ? settings.Number("decay") : null,
            UpdateInterval = settings.Whole("update_interval", 1),
            MaximumExtent = settings.Has("max_extent") ? settings.Whole("max_extent") : int.MaxValue,
            WeightDecay = settings.Number("weight_decay", 0),
        };

    /// <summary>The authors store (outputs, inputs), and decay all tensors alike.</summary>
    public static IGradientTransformation ReferenceMuon(Settings settings, Schedule rate)
    {
        double decay = settings.Number("weight_decay", 0);
        string scale = settings.Text("scale", "original");
        return new Muon
        {
            LearningRate = rate,
            Momentum = settings.Number("momentum", 0.95),
            Nesterov = settings.Flag("nesterov", true),
            Iteration = new NewtonSchulz { Steps = settings.Whole("ns_steps", 5) },
            MatchedRootMeanSquare = scale switch
            {
                "original" => null,
                "match_rms_adamw" => 0.2,
                _ => throw new NoCounterpartException($"the library's Muon has no scale '{scale}'"),
            },
            OutputsFirst = true,
            WeightDecay = decay,
            AdamWeightDecay = decay,
            AdamBeta1 = settings.Number("aux_beta1", 0.9),
            AdamBeta2 = settings.Number("aux_beta2", 0.95),
            AdamEpsilon = settings.Number("aux_eps", 1e-10),
        };
    }

    /// <summary>Optax corrects the momentum's bias, has one ε and one Nesterov for all tensors, and decays matrices only.</summary>
    public static IGradientTransformation OptaxMuon(Settings settings, Schedule rate)
    {
        double epsilon = settings.Number("eps", 1e-8);
        bool nesterov = settings.Flag("nesterov", true);
        return new Muon
        {
            LearningRate = rate,
            Momentum = settings.Number("beta", 0.95),
            Nesterov = nesterov,
            BiasCorrection = true,
            Iteration = new NewtonSchulz { Steps = settings.Whole("ns_steps", 5), Epsilon = epsilon.AboveZero() },
            Adaptive = settings.Flag("adaptive"),
            MatchedRootMeanSquare = settings.Has("consistent_rms") ? settings.Number("consistent_rms") : null,
            WeightDecay = settings.Number("weight_decay", 0),
            AdamBeta1 = settings.Number("adam_b1", 0.9),
            AdamBeta2 = settings.Number("adam_b2", 0.999),
            AdamEpsilon = epsilon,
            AdamNesterov = nesterov,
        };
    }

    /// <summary>Settings that are null are left out there; here the clipping alone can be null, and 0 stands for no momentum and no decay.</summary>
    public static IGradientTransformation OptaxAdafactor(Settings settings, Schedule rate) =>
        new Adafactor
        {
            LearningRate = rate,
            RelativeStep = settings.Flag("relative_step"),
            DecayExponent = settings.Number("decay_rate", 0.8),
            Epsilon = settings.Number("eps", 1e-30),
            Factored = settings.Flag("factored", true),
            MinimumExtent = Math.Max(1, settings.Whole("min_dim_size_to_factor", 128)), // No axis is shorter.
            ClippingThreshold = settings.NumberOrNull("clipping_threshold", 1),
            ScalesByParameters = settings.Flag("multiply_by_parameter_scale", true),
            Momentum = settings.Number("momentum", 0),
            WeightDecay = settings.Number("weight_decay_rate", 0),
        };
}
