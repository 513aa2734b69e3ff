using Pullback.Ops;
using Pullback.Optimizers;
using Pullback.Testing;
using Xunit;

namespace Pullback.PropertyTests.Optimizers;

/// <summary>Every optimizer and transformation of the library, with settings that reach each branch of its rule.</summary>
public static class LawfulOptimizers
{
    private static readonly OptimizerLawOptions Plain = OptimizerLawOptions.Default;

    /// <summary>For rules that use a sign: a rounding error may turn a whole step around, so that float need not follow double.</summary>
    private static readonly OptimizerLawOptions Jumps = OptimizerLawOptions.Default.With(
        singleTolerance: double.PositiveInfinity
    );

    public static TheoryData<string, IGradientTransformation, OptimizerLawOptions> All
    {
        get
        {
            TheoryData<string, IGradientTransformation, OptimizerLawOptions> rows = [];
            foreach ((string name, IGradientTransformation transformation, OptimizerLawOptions options) in Rows())
            {
                rows.Add(name, transformation, options);
            }
            return rows;
        }
    }

    private static IEnumerable<(string, IGradientTransformation, OptimizerLawOptions)> Rows()
    {
        yield return ("SGD", new Sgd(), Plain);
        yield return ("SGD with a schedule", new Sgd { LearningRate = Schedule.StepDecay(0.1, 0.5, 2) }, Plain);
        yield return ("momentum", new Sgd { LearningRate = 0.1, Momentum = 0.9 }, Plain);
        yield return ("dampened momentum", new Sgd { Momentum = 0.9, Dampening = 0.5 }, Plain);
        yield return (
            "Nesterov",
            new Sgd
            {
                Momentum = 0.9,
                Nesterov = true,
                WeightDecay = 1e-2,
            },
            Plain
        );
        yield return ("scheduled momentum", new Sgd { Momentum = Schedule.Cosine(0.95, 10, 0.5) }, Plain);
        yield return ("Adam", new Adam(), Plain);
        yield return ("Adam, Nesterov", new Adam { Nesterov = true }, Plain);
        yield return ("Adam without correction", new Adam { BiasCorrection = false, WeightDecay = 0.1 }, Plain);
        yield return ("Adam without epsilon", new Adam { Epsilon = 0, EpsilonRoot = 1e-3 }, Plain);
        yield return ("AdamW", new AdamW { LearningRate = Schedule.WarmupCosine(3e-3, 2, 5) }, Plain);
        yield return ("AdamW, matrices decay", new AdamW { DecayMask = ParameterFilter.RankAtLeast(2) }, Plain);
        yield return ("velocity", new ScaleByVelocity(), Plain);
        yield return ("velocity, Nesterov", new ScaleByVelocity { Nesterov = true }, Plain);
        yield return ("trace", new Trace { Momentum = 0.5 }, Plain);
        yield return ("clipping", new ClipByGlobalNorm(1.0), Plain);
        yield return ("decay", new AddDecayedWeights(0.1), Plain);
        yield return ("scaling", new Scale(-2.0), Plain);
        yield return ("learning rate", new ScaleByLearningRate(0.1), Plain);
        yield return ("Adam's scaling", new ScaleByAdam(), Plain);
        yield return ("empty chain", Chain.Of(), Plain);
        yield return ("chain", ClippedAdam(ParameterFilter.RankAtLeast(2)), Plain);
        yield return ("chain with a freeze", Chain.Of(new Freeze(ParameterFilter.Named("*.bias")), new Adam()), Plain);
        yield return (
            "chain of chains",
            Chain.Of(Chain.Of(new ClipByGlobalNorm(0.5)), Chain.Of(new Trace(), new ScaleByLearningRate(0.1))),
            Plain
        );
        yield return ("two threads", ClippedAdam(ParameterFilter.All).WithMaxDegreeOfParallelism(2), Plain);
        yield return ("AdaDelta", new AdaDelta(), Plain);
        yield return ("AdaGrad", new AdaGrad(), Plain);
        yield return ("Adamax", new Adamax(), Plain);
        yield return ("AdamaxW", new AdamaxW(), Plain);
        yield return ("AmsGrad", new AmsGrad(), Plain);
        yield return ("Nadam", new Nadam(), Plain);
        yield return ("RectifiedAdam", new RectifiedAdam(), Plain);
        yield return ("RmsProp", new RmsProp(), Plain);
        yield return ("ScaleByAccumulatedSquares", new ScaleByAccumulatedSquares(), Plain);
        yield return ("ScaleByAdaDelta", new ScaleByAdaDelta(), Plain);
        yield return ("ScaleByAdamax", new ScaleByAdamax(), Plain);
        yield return ("ScaleByAmsGrad", new ScaleByAmsGrad(), Plain);
        yield return ("ScaleByAverage", new ScaleByAverage(), Plain);
        yield return ("ScaleByNadam", new ScaleByNadam(), Plain);
        yield return ("ScaleByOptimism", new ScaleByOptimism(), Plain);
        yield return ("ScaleByRectifiedAdam", new ScaleByRectifiedAdam(), Plain);
        yield return ("ScaleByRootMeanSquare", new ScaleByRootMeanSquare(), Plain);
        yield return ("ScaleByStandardDeviation", new ScaleByStandardDeviation(), Plain);
        yield return ("ClipByValue", new ClipByValue(0.5), Plain);
        yield return ("Lion", new Lion(), Jumps);
        yield return ("SignSgd", new SignSgd(), Jumps);
        yield return ("ScaleByLion", new ScaleByLion(), Jumps);
        yield return ("ScaleBySign", new ScaleBySign(), Jumps);
        yield return ("sign of the gradient", new SignDescent(), Jumps);
        yield return ("SM3", new Sm3(), Plain);
        yield return ("SM3's scaling", new ScaleBySm3 { CoversFirst = true }, Plain);
        yield return ("factored moments", new ScaleByFactoredRms { MinimumExtent = 2 }, Plain);
        yield return ("orthogonal matrices", new Orthogonalize { MatchedRms = 0.2 }, Plain);
        yield return ("centralisation", new CentralizeGradients(), Plain);
        yield return ("adaptive clipping", new AdaptiveGradientClip(0.1), Plain);
        yield return ("clipping of order 3", new ClipByTotalNorm(1.0) { Order = 3 }, Plain);
        yield return ("norms of neurons", new ConstrainNorms(1.0), Plain);
        yield return ("noise", new AddNoise(), Plain);
        yield return ("noisy SGD", new NoisySgd { LearningRate = 0.1 }, Plain);
        yield return ("no negative parameters", new KeepNonNegative(), Plain);
        yield return ("parameters in a ball", new ProjectParameters(Projection.L1Ball(1.0)), Plain);
    }

    private static Chain ClippedAdam(ParameterFilter decayed) =>
        Chain.Of(
            new ClipByGlobalNorm(1.0),
            new ScaleByAdam(),
            new AddDecayedWeights(1e-2) { Where = decayed },
            new ScaleByLearningRate(Schedule.Exponential(0.1, 0.9))
        );
}
