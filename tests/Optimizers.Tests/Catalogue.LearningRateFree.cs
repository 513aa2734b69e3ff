using Pullback.Ops;

namespace Pullback.Optimizers.Tests;

internal static partial class Catalogue
{
    private static readonly IGradientTransformation[] LearningRateFree =
    [
        new Cocob { WeightDecay = 0.1, DecayMask = ParameterFilter.RankAtLeast(2) },
        new Mechanic(new Sgd { LearningRate = 1.0, Momentum = 0.9 }),
        new Mechanic(new AdamW { LearningRate = Schedule.WarmupCosine(1, 3, 20) }) { InitialScale = 1e-2, MemoryCount = 2 },
        Chain.Of(
            new ClipByGlobalNorm(0.5),
            new Mechanic(new Adam { LearningRate = 1.0 }) { WeightDecay = 0.1 },
            new Freeze(ParameterFilter.Named("dense2.*"))
        ),
    ];
}
