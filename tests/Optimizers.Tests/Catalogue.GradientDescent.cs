using Pullback.Ops;

namespace Pullback.Optimizers.Tests;

/// <summary>Gradient descent and the forms of momentum.</summary>
internal static partial class Catalogue
{
    private static readonly IGradientTransformation[] GradientDescent =
    [
        new QuasiHyperbolicMomentum { LearningRate = 0.1, WeightDecay = 0.1 },
        new EmaMomentum { BiasCorrection = true, WeightDecay = 0.1 },
        new HeavyBall { Averages = true, WeightDecay = 0.1 },
        new HeavyBall { Nesterov = true },
        new AggMo(0.0, 0.9, 0.99) { LearningRate = 0.1 },
        AverageUpdates.Of(new Sgd { LearningRate = 0.1 }, new AdamW(), new Plain()),
        Chain.Of(new ClipByGlobalNorm(0.5), AverageUpdates.Of(new Trace(), new ScaleBySign()), new ScaleByLearningRate(0.1)),
        new AveragedSgd
        {
            LearningRate = 0.1,
            Decay = 0.1,
            AverageAfter = 2,
            WeightDecay = 0.1,
        },
        new OptimisticGradientDescent { Strength = 0.5 },
        new Signum { WeightDecay = 0.1, DecayMask = ParameterFilter.RankAtLeast(2) },
        new Rprop(),
        new Rprop { Form = RpropForm.Turning },
        new Rprop { Form = RpropForm.Backtracking, MaxSize = 0.013 },
    ];
}
