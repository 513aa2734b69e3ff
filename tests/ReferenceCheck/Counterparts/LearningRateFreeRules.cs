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
            ["optax.dog"] = new(OptaxDog, Couples: true),
            ["optax.dowg"] = new(OptaxDowg, Couples: true),
            ["ref.prodigy"] = new(RefProdigy, Couples: true, Extra("d", "distance")),
            ["ref.dadapt_adam"] = new(RefDAdaptAdam, Couples: true, Extra("d", "distance")),
            ["optax.dadapt_adamw"] = new(OptaxDAdaptAdamW, Couples: true, Extra("d", "distance")),
            ["ref.momo"] = new(RefMomo, Couples: true, Extra("lower_bound", "estimatedBound")),
            ["optax.momo"] = new(OptaxMomo, Couples: true, Extra("lower_bound", "estimatedBound")),
            ["ref.momo_adam"] = new(RefMomoAdam, Couples: true, Extra("lower_bound", "estimatedBound")),
            ["optax.momo_adam"] = new(OptaxMomoAdam, Couples: true, Extra("lower_bound", "estimatedBound")),
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

    public static IGradientTransformation OptaxDog(Settings settings, Schedule rate) =>
        new Dog
        {
            LearningRate = rate,
            InitialDistance = settings.Number("init_distance", 1e-6),
            Epsilon = settings.Number("eps", 1e-8),
            WeightDecay = settings.Number("weight_decay", 0),
        };

    public static IGradientTransformation OptaxDowg(Settings settings, Schedule rate) =>
        new Dowg
        {
            LearningRate = rate,
            InitialSquaredDistance = settings.Number("init_estim_sq_dist", 1e-4),
            Epsilon = settings.Number("eps", 1e-4),
        };

    public static IGradientTransformation RefProdigy(Settings settings, Schedule rate) =>
        new Prodigy
        {
            LearningRate = rate,
            Beta1 = settings.Number("beta1", 0.9),
            Beta2 = settings.Number("beta2", 0.999),
            Beta3 = settings.Has("beta3") ? settings.Number("beta3") : null,
            Epsilon = settings.Number("eps", 1e-8),
            WeightDecay = settings.Number("weight_decay", 0),
            DecoupledDecay = settings.Flag("decouple", true),
            BiasCorrection = settings.Flag("use_bias_correction"),
            SafeguardWarmup = settings.Flag("safeguard_warmup"),
            InitialDistance = settings.Number("d0", 1e-6),
            DistanceCoefficient = settings.Number("d_coef", 1),
            GrowthLimit = settings.Number("growth_rate", double.PositiveInfinity),
        };

    public static IGradientTransformation RefDAdaptAdam(Settings settings, Schedule rate) =>
        new DAdaptAdamW
        {
            LearningRate = rate,
            Beta1 = settings.Number("beta1", 0.9),
            Beta2 = settings.Number("beta2", 0.999),
            Epsilon = settings.Number("eps", 1e-8),
            WeightDecay = settings.Number("weight_decay", 0),
            DecoupledDecay = settings.Flag("decouple"),
            BiasCorrection = settings.Flag("use_bias_correction"),
            InitialDistance = settings.Number("d0", 1e-6),
            GrowthLimit = settings.Number("growth_rate", double.PositiveInfinity),
        };

    public static IGradientTransformation OptaxDAdaptAdamW(Settings settings, Schedule rate) =>
        new DAdaptAdamW
        {
            LearningRate = rate,
            Beta1 = settings.Number("beta1", 0.9),
            Beta2 = settings.Number("beta2", 0.999),
            Epsilon = settings.Number("eps", 1e-8),
            WeightDecay = settings.Number("weight_decay", 0),
            BiasCorrection = true,
            InitialDistance = settings.Number("estim_lr0", 1e-6),
        };

    public static IGradientTransformation RefMomo(Settings settings, Schedule rate) =>
        new Momo
        {
            LearningRate = rate,
            Momentum = settings.Number("beta", 0.9),
            WeightDecay = settings.Number("weight_decay", 0),
            LowerBound = settings.Number("lb", 0),
            BiasCorrection = settings.Flag("bias_correction"),
            EstimatesBound = settings.Flag("use_fstar"),
            DecayForm = settings.Flag("prox", true) ? MomoDecay.Proximal : MomoDecay.Parameters,
            Flatness = settings.Number("tiny", 0),
        };

    public static IGradientTransformation OptaxMomo(Settings settings, Schedule rate) =>
        new Momo
        {
            LearningRate = rate,
            Momentum = settings.Number("beta", 0.9),
            LowerBound = settings.Number("lower_bound", 0),
            WeightDecay = settings.Number("weight_decay", 0),
            EstimatesBound = settings.Flag("adapt_lower_bound"),
            DecayForm = MomoDecay.Parameters,
            Flatness = OptaxFlatness,
        };

    public static IGradientTransformation RefMomoAdam(Settings settings, Schedule rate)
    {
        bool proximal = settings.Flag("prox", true);
        return new MomoAdam
        {
            LearningRate = rate,
            Beta1 = settings.Number("beta1", 0.9),
            Beta2 = settings.Number("beta2", 0.999),
            Epsilon = settings.Number("eps", 1e-8),
            WeightDecay = settings.Number("weight_decay", 0),
            LowerBound = settings.Number("lb", 0),
            EstimatesBound = settings.Flag("use_fstar"),
            DecayForm =
                !settings.Flag("divide", true) ? MomoDecay.Decoupled
                : proximal ? MomoDecay.Proximal
                : MomoDecay.Parameters,
            Flatness = settings.Number("tiny", 0),
        };
    }

    public static IGradientTransformation OptaxMomoAdam(Settings settings, Schedule rate) =>
        new MomoAdam
        {
            LearningRate = rate,
            Beta1 = settings.Number("beta1", 0.9),
            Beta2 = settings.Number("beta2", 0.999),
            Epsilon = settings.Number("eps", 1e-8),
            LowerBound = settings.Number("lower_bound", 0),
            WeightDecay = settings.Number("weight_decay", 0),
            EstimatesBound = settings.Flag("adapt_lower_bound"),
            DecayForm = MomoDecay.Parameters,
            Flatness = OptaxFlatness,
        };

    /// <summary>The squared norm below which Optax takes no step: the distance from 1 to the next double.</summary>
    private const double OptaxFlatness = 2.220446049250313e-16;

    /// <summary>A further quantity that is a number of the state.</summary>
    private static Dictionary<string, ReadExtra> Extra(string name, string number) =>
        new(StringComparer.Ordinal)
        {
            [name] = (result, _) => [result.State.Scalars.Single(scalar => scalar.Key == number).Value],
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
