using Xunit;

namespace Pullback.Optimizers.Tests.Steps;

/// <summary>Every bad hyperparameter is refused at construction, with its name, its bound and its value.</summary>
public sealed class HyperparameterTests
{
    private const string Finite = "must be finite and at least 0";
    private const string Positive = "must be finite and greater than 0";
    private const string Decay = "must be at least 0 and less than 1";
    private const string Fraction = "must be at least 0 and at most 1";

    public static TheoryData<string, string, string, Action> Refused =>
        new()
        {
            { "LearningRate", Finite, "-1", () => _ = new Sgd { LearningRate = -1.0 } },
            { "LearningRate", Finite, "NaN", () => _ = new Adam { LearningRate = double.NaN } },
            { "LearningRate", Finite, "Infinity", () => _ = new AdamW { LearningRate = double.PositiveInfinity } },
            { "LearningRate", Finite, "-0.1", () => _ = new ScaleByLearningRate(-0.1) },
            { "LearningRate", Finite, "-0.1", () => _ = new ScaleByVelocity { LearningRate = -0.1 } },
            { "Momentum", Decay, "1", () => _ = new Sgd { Momentum = 1.0 } },
            { "Momentum", Decay, "-0.5", () => _ = new Trace { Momentum = -0.5 } },
            { "Momentum", Decay, "2", () => _ = new ScaleByVelocity { Momentum = 2.0 } },
            { "Dampening", Fraction, "1.5", () => _ = new Sgd { Dampening = 1.5 } },
            { "Dampening", Fraction, "NaN", () => _ = new Trace { Dampening = double.NaN } },
            { "WeightDecay", Finite, "-0.01", () => _ = new Sgd { WeightDecay = -0.01 } },
            { "WeightDecay", Finite, "-0.01", () => _ = new AdamW().With(weightDecay: -0.01) },
            { "WeightDecay", Finite, "-2", () => _ = new AddDecayedWeights(-2.0) },
            { "Beta1", Decay, "1", () => _ = new Adam { Beta1 = 1.0 } },
            { "Beta2", Decay, "1.5", () => _ = new AdamW { Beta2 = 1.5 } },
            { "Beta1", Decay, "NaN", () => _ = new ScaleByAdam { Beta1 = double.NaN } },
            { "Epsilon", Finite, "-1E-08", () => _ = new Adam { Epsilon = -1e-8 } },
            { "EpsilonRoot", Finite, "-1", () => _ = new ScaleByAdam { EpsilonRoot = -1 } },
            { "MaxNorm", Positive, "0", () => _ = new ClipByGlobalNorm(0) },
            { "MaxNorm", Positive, "Infinity", () => _ = new ClipByGlobalNorm(double.PositiveInfinity) },
            { "MaxAbsolute", Positive, "0", () => _ = new ClipByValue(0) },
            { "InitialAccumulator", Finite, "-1", () => _ = new AdaGrad { InitialAccumulator = -1 } },
            { "Epsilon", Finite, "-1", () => _ = new AdaDelta { Epsilon = -1 } },
            { "Decay", Decay, "1", () => _ = new RmsProp { Decay = 1.0 } },
            { "Decay", Decay, "2", () => _ = new ScaleByAverage { Decay = 2.0 } },
            { "Beta1", Decay, "1", () => _ = new Lion { Beta1 = 1.0 } },
            { "Beta2", Decay, "-1", () => _ = new Adamax { Beta2 = -1.0 } },
            { "Beta2", Decay, "1", () => _ = new AmsGrad { Beta2 = 1.0 } },
            { "Beta2", Decay, "1", () => _ = new RectifiedAdam { Beta2 = 1.0 } },
            { "MomentumDecay", Finite, "-1", () => _ = new Nadam { MomentumDecay = -1 } },
            { "Momentum", Decay, "1", () => _ = new SignSgd { Momentum = 1.0 } },
            { "Optimism", Finite, "NaN", () => _ = new ScaleByOptimism { Optimism = double.NaN } },
            { "Factor", "must be finite", "NaN", () => _ = new Scale(double.NaN) },
            { "MaxDegreeOfParallelism", "must be at least 0", "-1", () => _ = new AdamW { MaxDegreeOfParallelism = -1 } },
            { "factor", "must be finite and at least 0", "-1", () => Schedule.StepDecay(1, -1, 10) },
            { "every", "must be at least 1", "0", () => Schedule.StepDecay(1, 0.1, 0) },
            { "initial", "must be finite", "NaN", () => Schedule.StepDecay(double.NaN, 0.1, 10) },
            { "factor", Positive, "0", () => Schedule.Exponential(1, 0) },
            { "rate", Finite, "-1", () => Schedule.ExponentialDecay(1, -1) },
            { "rate", Finite, "-1", () => Schedule.InverseTime(1, -1) },
            { "steps", "must be at least 1", "0", () => Schedule.Cosine(1, 0) },
            { "exponent", Positive, "0", () => Schedule.Cosine(1, 10, exponent: 0) },
            { "halfPeriod", "must be at least 1", "-3", () => Schedule.CosineWave(1, 0, -3) },
            { "steps", "must be at least 1", "0", () => Schedule.Linear(1, 0, 0) },
            { "power", Positive, "0", () => Schedule.Polynomial(1, 10, power: 0) },
            { "growth", "must be at least 1", "0", () => Schedule.CosineRestarts(1, 0, 10, 0) },
            { "scale", "must be at least 1", "0", () => Schedule.InverseSquareRoot(1, 0) },
            { "step", "must be at least 0", "-1", () => Schedule.MultiStep(1, 0.5, [-1]) },
            { "factor", "must be finite", "NaN", () => Schedule.PiecewiseConstant(1, [(3, double.NaN)]) },
            { "at", "must be at least 0", "-1", () => Schedule.Constant(1).Then(-1, 2.0) },
            { "steps", "must be at least 0", "-1", () => Schedule.Constant(1).Delayed(-1) },
            { "minimum", "must not be above maximum, 1", "2", () => Schedule.Constant(1).Bounded(2, 1) },
            { "totalSteps", "must be greater than warmupSteps, 10", "10", () => Schedule.WarmupCosine(1, 10, 10) },
            { "warmupSteps", "must be at least 0", "-1", () => Schedule.WarmupCosine(1, -1, 10) },
            { "steps", "must be at least 0", "-1", () => Schedule.Constant(1).Warmup(-1) },
            { "startAt", "must be finite", "NaN", () => Schedule.Constant(1).Warmup(5, double.NaN) },
            { "factor", "must be greater than 0 and less than 1", "1", () => Schedule.ReduceOnPlateau(1, factor: 1) },
            { "patience", "must be at least 0", "-1", () => Schedule.ReduceOnPlateau(1, patience: -1) },
            { "threshold", Finite, "-1", () => Schedule.ReduceOnPlateau(1, threshold: -1) },
            { "cooldown", "must be at least 0", "-1", () => Schedule.ReduceOnPlateau(1, cooldown: -1) },
            { "minimum", Finite, "-1", () => Schedule.ReduceOnPlateau(1, minimum: -1) },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_bad_value_is_refused_with_name_bound_and_value(string name, string bound, string value, Action construct)
    {
        ArgumentOutOfRangeException refused = Assert.Throws<ArgumentOutOfRangeException>(construct);
        Assert.Equal(name, refused.ParamName);
        Assert.StartsWith($"{name} {bound}, but is {value}.", refused.Message, StringComparison.Ordinal);
    }
}
