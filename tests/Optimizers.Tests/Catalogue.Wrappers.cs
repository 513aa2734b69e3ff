using Pullback.Ops;

namespace Pullback.Optimizers.Tests;

internal static partial class Catalogue
{
    private static readonly ParameterFilter Bias = ParameterFilter.Named("*.bias");

    /// <summary>Wrappers around rules, around objects that are not made of rules, around each other, in chains, and with frozen tensors.</summary>
    internal static readonly IGradientTransformation[] Wrappers =
    [
        new Lookahead(new Adam { LearningRate = 0.1 }) { SyncPeriod = 2, SlowStepSize = 0.3 },
        new Lookahead(new Sgd { LearningRate = 0.1, Momentum = 0.9 }) { SyncPeriod = 3, ResetState = true },
        new Lookahead(Chain.Of(new Plain(), new ScaleByAdam(), new ScaleByLearningRate(0.1), new Freeze(Bias)))
        {
            SyncPeriod = 2,
        },
        new Sam(new Sgd { LearningRate = 0.1, Momentum = 0.9 }),
        new Sam(new Adam()) { Radius = Schedule.Linear(0.1, 0.0, 5), Adaptive = true },
        new Sam(Chain.Of(new ScaleByAdam(), new Freeze(Bias), new ScaleByLearningRate(0.1))),
        new MultiSteps(new AdamW(), 2),
        new MultiSteps(new Sgd { LearningRate = 0.1, Momentum = 0.9 }, Schedule.MultiStep(1.0, 2.0, [1])) { UsesMean = false },
        new MultiSteps(Chain.Of(new Plain(), new Freeze(Bias)), 2),
        new ApplyIfFinite(new Adam(), 3),
        new SkipLargeUpdates(new Adam { LearningRate = 0.1 }, 5),
        new Masked(new Trace(), Bias),
        new Masked(Chain.Of(new ClipByGlobalNorm(0.5), new Plain()), ParameterFilter.RankAtLeast(2)),
        Partition
            .Of(new ParameterGroup(Bias, new Sgd { Momentum = 0.9 }, "bias") { IsOptional = true })
            .Otherwise(new AdamW(), "rest"),
        Partition
            .Of(
                new ParameterGroup(ParameterFilter.Named("dense1.*"), Chain.Of(new ClipByGlobalNorm(0.5), new Plain()))
                {
                    IsOptional = true,
                },
                new ParameterGroup(Bias, new Freeze(ParameterFilter.All)) { IsOptional = true }
            )
            .Otherwise(Chain.Of(new Plain(), new ScaleByLearningRate(0.1))),
        new RestartEvery(new Adam { LearningRate = 0.1 }, 2),
        new InjectHyperparameters(
            new Dictionary<string, double> { ["LearningRate"] = 0.1, ["Beta1"] = 0.8 },
            values => new Adam { LearningRate = values["LearningRate"], Beta1 = values["Beta1"] }
        ),
        new Averaged(
            new Sgd { LearningRate = 0.1, Momentum = 0.5 },
            new ExponentialAverage { Decay = 0.9, BiasCorrection = true }
        ),
        new Averaged(new Adam(), new StochasticWeightAverage { Start = 2, Frequency = 2 }),
        new ApplyIfFinite(new MultiSteps(new Lookahead(new Adam()) { SyncPeriod = 1 }, 2)),
        Chain.Of(new ClipByGlobalNorm(0.5), new Lookahead(new Adam()), new Freeze(Bias)),
        Chain.Of(Partition.Of(new ParameterGroup(ParameterFilter.All, new Trace())), new ScaleByLearningRate(0.1)),
        Chain.Of(new Masked(new Plain(), Bias), new Freeze(ParameterFilter.Named("layer2.*")), new Sgd()),
        new ZeroNans(),
        new AddL1Penalty(0.1) { Where = ParameterFilter.RankAtLeast(2) },
        new AddElasticNet
        {
            L1 = 0.1,
            L2 = 0.2,
            Where = ParameterFilter.RankAtLeast(2),
        },
        Chain.Of(new Sgd { LearningRate = 0.1 }, new KeepNonNegative()),
        new NormalizeByGlobalNorm(),
        Chain.Of(new Sgd { LearningRate = 0.1 }, new ReduceOnPlateau { Patience = 0, Factor = 0.5 }),
        new ReduceOnPlateau
        {
            Patience = 1,
            Cooldown = 1,
            AccumulationSize = 2,
            Maximize = true,
        },
        new ScaleByMagnitude(),
    ];
}
