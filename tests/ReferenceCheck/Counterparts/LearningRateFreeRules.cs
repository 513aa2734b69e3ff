using Pullback.Optimizers;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Counterparts;

/// <summary>Rules that find their own learning rate.</summary>
internal static class LearningRateFreeRules
{
    /// <summary>The sources of this family.</summary>
    public static IReadOnlyDictionary<string, OptimizerCounterpart> Counterparts =>
        new Dictionary<string, OptimizerCounterpart>(StringComparer.Ordinal)
        {
            ["optax.cocob"] = new(OptaxCocob),
            ["optax.mechanize"] = new(
                OptaxMechanize,
                Couples: true,
                new Dictionary<string, ReadExtra>(StringComparer.Ordinal)
                {
                    ["scale"] = (result, _) => [((MechanicState<double>)result.State).Scale],
                }
            ),
        };

    public static IGradientTransformation OptaxCocob(Settings settings, Schedule rate) =>
        new Cocob
        {
            LearningRate = rate,
            Caution = settings.Number("alpha", 100),
            Epsilon = settings.Number("eps", 1e-8),
            WeightDecay = settings.Number("weight_decay", 0),
        };

    /// <summary>The base optimizers are PyTorch's SGD and Adam, whose decay has another name here: weight_decay is the tuner's.</summary>
    public static IGradientTransformation OptaxMechanize(Settings settings, Schedule rate)
    {
        string name = settings.Text("base", "sgd");
        IGradientTransformation inner = name switch
        {
            "sgd" => new Sgd
            {
                LearningRate = rate,
                Momentum = settings.Number("momentum", 0),
                Dampening = settings.Number("dampening", 0),
                Nesterov = settings.Flag("nesterov"),
            },
            "adam" when settings.Flag("amsgrad") => new AmsGrad
            {
                LearningRate = rate,
                Beta1 = settings.Number("beta1", 0.9),
                Beta2 = settings.Number("beta2", 0.999),
            },
            "adam" => new Adam
            {
                LearningRate = rate,
                Beta1 = settings.Number("beta1", 0.9),
                Beta2 = settings.Number("beta2", 0.999),
            },
            _ => throw new NoCounterpartException($"the library's Mechanic is not run around '{name}' here"),
        };
        return new Mechanic(Maximization.Of(inner, settings))
        {
            WeightDecay = settings.Number("weight_decay", 1e-2),
            Epsilon = settings.Number("eps", 1e-8),
            InitialScale = settings.Number("s_init", 1e-6),
            MemoryCount = settings.Whole("num_betas", 6),
        };
    }
}
