using System.Globalization;
using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Wrappers;

/// <summary>A donated step through wrappers allocates a little, whatever the number of tensors and elements.</summary>
public sealed class AllocationTests
{
    public static TheoryData<IGradientTransformation, int> Wrapped
    {
        get
        {
            AdamW adam = new();
            return new()
            {
                // How many steps have a period of the optimizer among them.
                {
                    new Lookahead(adam) { SyncPeriod = 2 },
                    6
                },
                { new ApplyIfFinite(adam), 6 },
                { new SkipLargeUpdates(adam, 1e9), 6 },
                { new SkipLargeUpdates(adam, 1e-9), 6 },
                { new Masked(adam, ParameterFilter.Named("a*")), 6 },
                { new Averaged(adam, new ExponentialAverage()), 6 },
                { new InjectHyperparameters([new("Rate", 0.1)], values => new AdamW { LearningRate = values["Rate"] }), 6 },
                { Partition.Of(new ParameterGroup(ParameterFilter.All, adam)), 6 },
                {
                    Partition
                        .Of(
                            new ParameterGroup(ParameterFilter.Named("*1"), new Sgd { Momentum = 0.9 }) { IsOptional = true },
                            new ParameterGroup(ParameterFilter.Named("*2"), new Adam()) { IsOptional = true }
                        )
                        .Otherwise(adam),
                    6
                },
                // What sees a part of the tensors only runs over them where they lie.
                { Chain.Of(new Lookahead(adam) { SyncPeriod = 2 }, new Freeze(ParameterFilter.Named("*1"))), 6 },
                { new Masked(Chain.Of(new ClipByGlobalNorm(1), adam), ParameterFilter.Named("a*")), 6 },
                { Chain.Of(adam, new ReduceOnPlateau()), 6 },
                { new ApplyIfFinite(new Lookahead(new Averaged(adam, new PolyakAverage())) { SyncPeriod = 3 }), 6 },
                { new MultiSteps(adam, 3), 6 },
                {
                    new MultiSteps(adam, 2) { UsesMean = false },
                    6
                },
                { new MultiSteps(adam, 1), 6 },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Wrapped))]
    public void A_donated_step_allocates_the_same_for_any_layout(IGradientTransformation optimizer, int steps)
    {
        TensorLayout one = new([("a", new Shape(300))]);
        TensorLayout hundred = new(
            Enumerable.Range(0, 100).Select(i => ("a" + i.ToString(CultureInfo.InvariantCulture), new Shape(3, 100)))
        );
        Assert.InRange(Allocation.OfSteadyStep(optimizer, one, steps), 1, 5000);
        Assert.InRange(Allocation.OfSteadyStep(optimizer, hundred, steps), 1, 5000);
    }

    /// <summary>Chains and optimizers that run in several stages.</summary>
    public static TheoryData<IGradientTransformation> Staged =>
        [
            Chain.Of(new ScaleByAdam(), new ClipByGlobalNorm(1), new ScaleByLearningRate(0.1)),
            Chain.Of(
                new Trace(),
                new NormalizeByGlobalNorm(),
                new ScaleByAdam(),
                new ClipByNorm(1),
                new ScaleByLearningRate(0.1)
            ),
            Chain.Of(new ClipByGlobalNorm(1), new AggMo()),
            Chain.Of(AverageUpdates.Of(new ScaleByAdam(), new Trace()), new ScaleByLearningRate(0.1)),
            AverageUpdates.Of(new Sgd(), new Adam()),
            new AggMo(),
            new NoisySgd(),
            new MultiSteps(Chain.Of(new ScaleByAdam(), new ClipByGlobalNorm(1), new ScaleByLearningRate(0.1)), 2),
        ];

    [Theory]
    [MemberData(nameof(Staged))]
    public void A_donated_step_of_several_stages_allocates_a_little_whatever_the_size(IGradientTransformation optimizer)
    {
        TensorLayout small = new([("a", new Shape(30)), ("b", new Shape(3, 4))]);
        TensorLayout large = new([("a", new Shape(3000)), ("b", new Shape(300, 40))]);
        long bytes = Allocation.OfSteadyStep(optimizer, small, window: 4);
        Assert.InRange(bytes, 1, 8000);
        Assert.Equal(bytes, Allocation.OfSteadyStep(optimizer, large, window: 4));
    }
}
