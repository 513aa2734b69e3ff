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
                // How many of the first six steps are looked at: a period is among them.
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
                            new ParameterGroup(ParameterFilter.Named("*1"), new Sgd { Momentum = 0.9 }),
                            new ParameterGroup(ParameterFilter.Named("*2"), new Adam())
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
        long small = Allocated(optimizer, one, steps);
        Assert.InRange(small, 1, 5000);
        Assert.InRange(Allocated(optimizer, hundred, steps), 1, 5000);
    }

    /// <summary>The most that one of the steps allocates, after as many to warm up.</summary>
    private static long Allocated(IGradientTransformation optimizer, TensorLayout layout, int steps)
    {
        TensorSet<float> parameters = Problems.Values<float>(layout, 1);
        TensorSet<float> gradients = Problems.Values<float>(layout, 2);
        OptimizerState<float> state = optimizer.Init(parameters);
        StepInputs<float> inputs = new() { Loss = 1 };
        long most = 0;
        for (int step = 0; step < 2 * steps; step++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            (parameters, state) = optimizer.Step(parameters, gradients, state, inputs, donate: true);
            most = step < steps ? 0 : Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return most;
    }
}
