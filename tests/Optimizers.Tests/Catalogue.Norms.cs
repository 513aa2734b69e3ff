using Pullback.Ops;

namespace Pullback.Optimizers.Tests;

/// <content>What measures before it moves.</content>
internal static partial class Catalogue
{
    private static readonly IGradientTransformation[] Measuring =
    [
        new ClipByNorm(0.5),
        new ClipByBlockRootMeanSquare(0.25) { Where = ParameterFilter.RankAtLeast(1) },
        new ScaleByTrustRatio { TrustCoefficient = 0.5, Epsilon = 1e-3 },
        new Measured { Where = ParameterFilter.RankAtLeast(1) },
        FusedMeasures.Create(1e-2),
    ];

    private static readonly IGradientTransformation[] Layerwise =
    [
        new Lamb
        {
            WeightDecay = 0.1,
            DecayMask = ParameterFilter.RankAtLeast(2),
            RatioMask = ParameterFilter.RankAtLeast(1),
        },
        new Lars { WeightDecay = 0.1, Nesterov = true },
        new Lars
        {
            WeightDecay = 0.1,
            Epsilon = 1e-3,
            SumsNorms = true,
            DecayMask = ParameterFilter.RankAtLeast(2),
            RatioMask = ParameterFilter.RankAtLeast(1),
        },
        new ScaleByLayerRate { WeightDecay = 0.1, TrustCoefficient = 0.5 },
        new NovoGrad { WeightDecay = 0.1, DecayMask = ParameterFilter.RankAtLeast(2) },
        new Fromage(),
    ];
}
