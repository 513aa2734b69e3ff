using Pullback.Ops;

namespace Pullback.Optimizers.Tests;

/// <summary>Rules that look at whole tensors, rows or matrices.</summary>
internal static partial class Catalogue
{
    public static IReadOnlyList<IGradientTransformation> OverTensors => Tensors;

    private static readonly IGradientTransformation[] Tensors =
    [
        new Sm3 { LearningRate = 0.1 },
        new Sm3 { Momentum = 0, CoversFirst = true },
        new ScaleBySm3 { Where = ParameterFilter.RankAtLeast(2) },
        new ScaleByFactoredRootMeanSquare { MinimumExtent = 2 },
        new ScaleByFactoredRootMeanSquare { Factored = false },
        new Adafactor
        {
            MinimumExtent = 2,
            Momentum = 0.9,
            WeightDecay = 1e-3,
        },
        new Adafactor
        {
            RelativeStep = true,
            ClippingThreshold = null,
            ScalesByParameters = false,
        },
        new ScaleByParameterRootMeanSquare { Where = ParameterFilter.RankAtLeast(1) },
        new Orthogonalize(),
        new Orthogonalize
        {
            Adaptive = true,
            MatchedRootMeanSquare = 0.2,
            Iteration = new NewtonSchulz { Steps = 3 },
        },
        new ScaleByShampoo
        {
            Epsilon = 0.1,
            UpdateInterval = 2,
            MaximumExtent = 20,
        },
        new Shampoo
        {
            Epsilon = 0.1,
            Decay = 0.9,
            WeightDecay = 0.1,
        },
        new Muon { WeightDecay = 0.1 },
        new Muon
        {
            Adaptive = true,
            BiasCorrection = true,
            Matrices = ParameterFilter.Named("dense1.*"),
            AdamLearningRate = 1e-3,
            AdamWeightDecay = 0.1,
        },
        new CentralizeGradients(),
        new CentralizeGradients { Over = TensorAxes.Only(0), Where = ParameterFilter.RankAtLeast(1) },
        new AdaptiveGradientClip(0.05),
        new AdaptiveGradientClip(0.05) { Over = TensorAxes.AllButFirst, Where = ParameterFilter.RankAtLeast(2) },
        new ConstrainNorms(0.7),
        new ClipByTotalNorm(0.5),
        new ClipByTotalNorm(0.5) { Order = double.PositiveInfinity, Where = ParameterFilter.RankAtLeast(2) },
        new AddNoise { Key = new RandomKey(7), Where = ParameterFilter.RankAtLeast(1) },
        new NoisySgd { LearningRate = 0.1 },
        new KeepNonNegative(),
        new ProjectParameters(Projection.Simplex()),
        new ProjectParameters(Projection.L2Ball(0.5)) { Over = TensorAxes.AllButLast },
        Chain.Of(new CentralizeGradients(), new AdamW(), new ConstrainNorms(0.7), new Freeze(ParameterFilter.Named("*.bias"))),
    ];
}
