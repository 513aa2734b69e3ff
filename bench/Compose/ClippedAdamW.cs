using Pullback.Optimizers;

namespace Pullback.Bench.Compose;

/// <summary>The chain of the comparison: declared once, fused by the generator and run as it is.</summary>
[FusedOptimizer]
internal static partial class ClippedAdamW
{
    public static IGradientTransformation Define(Schedule learningRate) =>
        Chain
            .Of(new ClipByGlobalNorm(1), new ScaleByAdam(), new AddDecayedWeights(1e-2), new ScaleByLearningRate(learningRate))
            .WithMaxDegreeOfParallelism(1);
}
