using Pullback.Ops;
using Pullback.Optimizers;
using Pullback.Optimizers.Tests;
using Pullback.Testing;
using Xunit;

namespace Pullback.PropertyTests.Optimizers;

/// <summary>Every optimizer and transformation of the library: those of the catalogue of the unit tests, and some with settings at a branch of their rule.</summary>
public static class LawfulOptimizers
{
    private static readonly IGradientTransformation[] AtBranches =
    [
        new Sgd { LearningRate = Schedule.StepDecay(0.1, 0.5, 2) },
        new Sgd { Momentum = 0.9, Dampening = 0.5 },
        new Sgd { Momentum = Schedule.Cosine(0.95, 10, 0.5) },
        new Adam { Nesterov = true },
        new Adam { BiasCorrection = false, WeightDecay = 0.1 },
        new Adam { Epsilon = 0, EpsilonRoot = 1e-3 },
        new ScaleByVelocity { Nesterov = true },
        new AddDecayedWeights(0.1),
        new Scale(-2.0),
        new ScaleByLearningRate(0.1),
        Chain.Of(new Freeze(ParameterFilter.Named("*.bias")), new Adam()),
        Chain.Of(Chain.Of(new ClipByGlobalNorm(0.5)), Chain.Of(new Trace(), new ScaleByLearningRate(0.1))),
        Chain.Of(new ClipByGlobalNorm(1.0), new AdamW()).WithMaxDegreeOfParallelism(2),
        new SignDescent(),
    ];

    private static readonly Lazy<IReadOnlyDictionary<string, IGradientTransformation>> Everything = new(() =>
        Catalogue
            .All.Values.Concat(AtBranches)
            .GroupBy(transformation => transformation.ToString()!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal)
    );

    public static TheoryData<string> Names => [.. Everything.Value.Keys];

    public static IReadOnlyCollection<IGradientTransformation> All => [.. Everything.Value.Values];

    public static (IGradientTransformation Transformation, OptimizerLawOptions Options) Find(string name) =>
        (Everything.Value[name], Catalogue.LawOptions(Everything.Value[name]));
}
