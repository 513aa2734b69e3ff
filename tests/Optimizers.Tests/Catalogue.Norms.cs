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
}
