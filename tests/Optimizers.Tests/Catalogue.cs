using System.Numerics;
using System.Reflection;
using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests;

/// <summary>One of everything, in settings that use all of it, by name.</summary>
internal static partial class Catalogue
{
    // Made when it is asked for: the fields of other files may be set later than this one.
    private static readonly Lazy<IReadOnlyDictionary<string, IGradientTransformation>> Everything = new(() =>
        typeof(Catalogue)
            .GetFields(BindingFlags.Static | BindingFlags.NonPublic)
            .Where(field => field.FieldType == typeof(IGradientTransformation[]))
            .SelectMany(field => (IGradientTransformation[])field.GetValue(null)!)
            .DistinctBy(optimizer => optimizer.ToString(), StringComparer.Ordinal)
            .ToDictionary(optimizer => optimizer.ToString()!, StringComparer.Ordinal)
    );

    /// <summary>All static fields of this class that hold transformations: a family adds a file of its own.</summary>
    public static IReadOnlyDictionary<string, IGradientTransformation> All => Everything.Value;

    public static TheoryData<string> Names => [.. All.Keys];

    private static readonly IGradientTransformation[] First =
    [
        new Sgd { LearningRate = 0.1 },
        new Sgd
        {
            LearningRate = 0.1,
            Momentum = 0.9,
            Nesterov = true,
            WeightDecay = 0.01,
        },
        new Adam { WeightDecay = 0.1, DecayMask = ParameterFilter.RankAtLeast(2) },
        new AdamW { LearningRate = Schedule.WarmupCosine(1e-2, 3, 20), DecayMask = ParameterFilter.RankAtLeast(2) },
        new ScaleByVelocity(),
        new AdaGrad { WeightDecay = 0.1 },
        new AdaDelta { WeightDecay = 0.1 },
        new Adamax { WeightDecay = 0.1 },
        new AdamaxW { DecayMask = ParameterFilter.RankAtLeast(2) },
        new AmsGrad { CorrectsBeforeMaximum = true },
        new Lion { WeightDecay = 0.1 },
        new Nadam(),
        new RectifiedAdam { Beta2 = 0.5 },
        new RmsProp { Momentum = 0.9 },
        new RmsProp { Centered = true, EpsilonRoot = 1e-6 },
        new SignSgd { Momentum = 0.9 },
        new ScaleByOptimism(),
        new ScaleByAverage { BiasCorrection = true },
        new Scale(-2.0),
        new PolyakSgd { MaxStep = 0.5 },
        new ClipByValue(0.5),
        new ClipByGlobalNorm(0.5),
        Chain.Of(),
        new Freeze(ParameterFilter.Named("dense2.*")),
        Chain.Of(new ClipByGlobalNorm(0.5), new AdamW(), new Freeze(ParameterFilter.Named("dense2.*"))),
        Chain.Of(new ScaleByAdam(), new ClipByGlobalNorm(0.5), new ScaleByLearningRate(0.1)),
        Chain.Of(
            new ClipByGlobalNorm(0.5),
            new Plain(),
            new Trace { Where = ParameterFilter.RankAtLeast(2) },
            new ScaleByLearningRate(0.1)
        ),
        FusedClippedAdam.Create(1e-2),
    ];
}

/// <summary>A user's object that is not made of rules: it halves.</summary>
internal sealed class Plain : IGradientTransformation
{
    public OptimizerState<T> Init<T>(TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T> => new Count<T>(0);

    public TransformationResult<T> Update<T>(
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs = null
    )
        where T : unmanaged, IFloatingPointIeee754<T> =>
        state is Count<T>
            ? new(gradients.Scale(0.5), new Count<T>(state.Step + 1))
            : throw new ArgumentException($"Plain takes a Count, but got {state}.");

    public override string ToString() => "Plain";

    private sealed class Count<T>(long step) : OptimizerState<T>(step)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public override OptimizerState<T> Restore(
            long step,
            IReadOnlyDictionary<string, TensorSet<T>> tensors,
            IReadOnlyDictionary<string, double> scalars
        ) => new Count<T>(step);
    }
}

/// <summary>The chain of the design's example, fused at build time.</summary>
[FusedOptimizer]
public static partial class FusedClippedAdam
{
    public static IGradientTransformation Define(Schedule learningRate) =>
        Chain.Of(
            new ClipByGlobalNorm(1.0),
            new ScaleByAdam(),
            new AddDecayedWeights(1e-2) { Where = ParameterFilter.RankAtLeast(2) },
            new ScaleByLearningRate(learningRate)
        );
}
