using Pullback.Optimizers;
using Pullback.ReferenceCheck.Reading;

namespace Pullback.ReferenceCheck.Counterparts;

/// <summary>Adam and AdamW under the names of their sources.</summary>
internal static class AdamRules
{
    /// <summary>The sources of this family.</summary>
    public static IReadOnlyDictionary<string, OptimizerCounterpart> Counterparts =>
        new Dictionary<string, OptimizerCounterpart>(StringComparer.Ordinal)
        {
            ["torch.Adam"] = new(TorchAdam),
            ["torch.AdamW"] = new((settings, rate) => TorchAdamW(settings, rate)),
            ["cs231n.adam"] = new(Notes),
            ["optax.adam"] = new(Optax),
        };

    public static IGradientTransformation TorchAdam(Settings settings, Schedule rate)
    {
        if (settings.Flag("decoupled_weight_decay"))
        {
            return TorchAdamW(settings, rate, decayByDefault: 0);
        }
        (double beta1, double beta2) = Betas(settings);
        double epsilon = settings.Number("eps", 1e-8);
        double decay = settings.Number("weight_decay", 0);
        IGradientTransformation optimizer = settings.Flag("amsgrad")
            ? new AmsGrad
            {
                LearningRate = rate,
                Beta1 = beta1,
                Beta2 = beta2,
                Epsilon = epsilon,
                WeightDecay = decay,
            }
            : new Adam
            {
                LearningRate = rate,
                Beta1 = beta1,
                Beta2 = beta2,
                Epsilon = epsilon,
                WeightDecay = decay,
            };
        return Maximization.Of(optimizer, settings);
    }

    public static IGradientTransformation TorchAdamW(Settings settings, Schedule rate, double decayByDefault = 1e-2)
    {
        (double beta1, double beta2) = Betas(settings);
        double epsilon = settings.Number("eps", 1e-8);
        double decay = settings.Number("weight_decay", decayByDefault);
        IGradientTransformation optimizer = settings.Flag("amsgrad")
            ? Chain.Of(
                new ScaleByAmsGrad
                {
                    Beta1 = beta1,
                    Beta2 = beta2,
                    Epsilon = epsilon,
                },
                new AddDecayedWeights(decay),
                new ScaleByLearningRate(rate)
            )
            : new AdamW
            {
                LearningRate = rate,
                Beta1 = beta1,
                Beta2 = beta2,
                Epsilon = epsilon,
                WeightDecay = decay,
            };
        return Maximization.Of(optimizer, settings);
    }

    /// <summary>A pair, or two numbers where a rule is the inner one of a wrapper.</summary>
    private static (double Beta1, double Beta2) Betas(Settings settings)
    {
        (double beta1, double beta2) = settings.Pair("betas", 0.9, 0.999);
        return (settings.Number("beta1", beta1), settings.Number("beta2", beta2));
    }

    public static IGradientTransformation Notes(Settings settings, Schedule rate) =>
        new Adam
        {
            LearningRate = rate,
            Beta1 = settings.Number("beta1", 0.9),
            Beta2 = settings.Number("beta2", 0.999),
            Epsilon = settings.Number("eps", 1e-8),
            BiasCorrection = settings.Flag("bias_correction", true),
        };

    /// <summary>Optax's adam, adamw, nadam and nadamw are one rule with a decoupled decay.</summary>
    public static IGradientTransformation Optax(Settings settings, Schedule rate)
    {
        NadamW lookingAhead = new()
        {
            LearningRate = rate,
            Beta1 = settings.Number("beta1", 0.9),
            Beta2 = settings.Number("beta2", 0.999),
            Epsilon = settings.Number("eps", 1e-8),
            EpsilonRoot = settings.Number("eps_root", 0),
            WeightDecay = settings.Number("weight_decay", 0),
        };
        return settings.Flag("nesterov")
            ? lookingAhead
            : new AdamW
            {
                LearningRate = rate,
                Beta1 = lookingAhead.Beta1,
                Beta2 = lookingAhead.Beta2,
                Epsilon = lookingAhead.Epsilon,
                EpsilonRoot = lookingAhead.EpsilonRoot,
                WeightDecay = lookingAhead.WeightDecay,
            };
    }
}
