using Pullback.Ops;

namespace Pullback.Optimizers.Tests;

/// <summary>The relatives of Adam, and schedule-free learning.</summary>
internal static partial class Catalogue
{
    private static readonly IGradientTransformation[] Adaptive =
    [
        new AdaBelief
        {
            Nesterov = true,
            Epsilon = 1e-8,
            WeightDecay = 0.1,
        },
        new Yogi
        {
            BiasCorrection = true,
            InitialMean = 1e-6,
            EpsilonRoot = 1e-8,
            WeightDecay = 0.1,
        },
        new Yogi(),
        new Adan { WeightDecay = 0.1, DecayMask = ParameterFilter.RankAtLeast(2) },
        new Adan
        {
            WeightDecay = 0.1,
            ProximalDecay = false,
            DifferenceWeight = 0.08,
            EpsilonRoot = 1e-8,
        },
        new NadamW { DecayMask = ParameterFilter.RankAtLeast(2) },
        new AdEmaMix
        {
            SlowWeight = Schedule.Linear(0, 5, 3),
            Beta3 = Schedule.HalfLife(0.9, 0.999, 3),
            WeightDecay = 0.1,
        },
        new Adopt { WeightDecay = 0.1 },
        new Adopt { Clips = false, Epsilon = 0.1 },
        new MadGrad { WeightDecay = 0.1 },
        new AmsGrad { CorrectsSquares = false, EpsilonRoot = 1e-8 },
        new RectifiedAdam
        {
            Beta2 = 0.9,
            Threshold = 4,
            EpsilonRoot = 1e-8,
            WeightDecay = 0.1,
        },
        new Sophia { UpdateInterval = 2, WeightDecay = 0.1 },
        new Sophia
        {
            BiasCorrection = true,
            DelaysCurvature = true,
            Epsilon = 1e-3,
        },
        new ScheduleFreeSgd
        {
            LearningRate = Schedule.Constant(0.1).Warmup(3),
            StepPower = 1,
            WeightDecay = 0.1,
        },
        new ScheduleFreeAdamW { WeightDecay = 0.1, DecaysIterate = true },
        new ScheduleFreeAdamW { WeightDecay = 0.1, DecayMask = ParameterFilter.RankAtLeast(2) },
    ];
}
