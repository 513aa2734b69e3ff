using Pullback.Ops;

namespace Pullback.Optimizers.Tests;

internal static partial class Catalogue
{
    private static readonly IGradientTransformation[] LearningRateFree =
    [
        new Cocob { WeightDecay = 0.1, DecayMask = ParameterFilter.RankAtLeast(2) },
        new Dog
        {
            InitialDistance = 1e-2,
            WeightDecay = 0.1,
            DecayMask = ParameterFilter.RankAtLeast(2),
        },
        new Dowg { InitialSquaredDistance = 1e-2, WeightDecay = 0.1 },
        new Prodigy
        {
            InitialDistance = 1e-2,
            WeightDecay = 0.1,
            DecayMask = ParameterFilter.RankAtLeast(2),
            BiasCorrection = true,
        },
        new Prodigy
        {
            InitialDistance = 1e-2,
            WeightDecay = 0.1,
            DecoupledDecay = false,
            DecayMask = ParameterFilter.RankAtLeast(2),
            Beta3 = 0.9,
            SafeguardWarmup = true,
            GrowthLimit = 2,
        },
        new DAdaptAdamW
        {
            InitialDistance = 1e-2,
            WeightDecay = 0.1,
            DecayMask = ParameterFilter.RankAtLeast(2),
            BiasCorrection = true,
        },
        new DAdaptAdamW
        {
            InitialDistance = 1e-2,
            WeightDecay = 0.1,
            DecoupledDecay = false,
            GrowthLimit = 2,
        },
        new Momo
        {
            LearningRate = 0.1,
            WeightDecay = 0.1,
            EstimatesBound = true,
        },
        new Momo
        {
            LearningRate = 0.1,
            WeightDecay = 0.1,
            BiasCorrection = true,
            DecayForm = MomoDecay.Decoupled,
        },
        new MomoAdam
        {
            WeightDecay = 0.1,
            EstimatesBound = true,
            DecayForm = MomoDecay.Parameters,
        },
        new Mechanic(new Sgd { LearningRate = 1.0, Momentum = 0.9 }),
        new Mechanic(new AdamW { LearningRate = Schedule.WarmupCosine(1, 3, 20) }) { InitialScale = 1e-2, MemoryCount = 2 },
        Chain.Of(
            new ClipByGlobalNorm(0.5),
            new Mechanic(new Adam { LearningRate = 1.0 }) { WeightDecay = 0.1 },
            new Freeze(ParameterFilter.Named("dense2.*"))
        ),
    ];
}
