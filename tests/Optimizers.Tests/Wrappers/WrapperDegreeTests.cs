using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Wrappers;

/// <summary>The number of threads shows in no bit of what wrappers do.</summary>
public sealed class WrapperDegreeTests
{
    public static TheoryData<string> Names => [.. Wrappers(1).Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_number_of_threads_gives_the_same_bits(string name)
    {
        StepResult<float> one = Problems.Run<float>(Wrappers(1)[name], Problems.Large, 4, donate: true);
        foreach (int degree in (int[])[0, 2, 3])
        {
            StepResult<float> several = Problems.Run<float>(Wrappers(degree)[name], Problems.Large, 4, donate: true);
            Assert.Equal(one.Parameters, several.Parameters);
            Assert.Equal(one.State, several.State);
        }
    }

    private static Dictionary<string, IGradientTransformation> Wrappers(int degree)
    {
        Chain inner = Chain.Of(new ScaleByAdam(), new ScaleByLearningRate(0.1)).WithMaxDegreeOfParallelism(degree);
        return new(StringComparer.Ordinal)
        {
            ["lookahead"] = new Lookahead(inner) { SyncPeriod = 2 },
            ["mean of gradients"] = new MultiSteps(inner, 2),
            ["sum of gradients"] = new MultiSteps(inner, 3) { UsesMean = false },
            ["average"] = new Averaged(inner, new ExponentialAverage { Decay = 0.9 }),
            ["norm"] = new SkipLargeUpdates(inner, 1e9),
            ["mask"] = new Masked(inner, ParameterFilter.Named("b")),
            ["tuned"] = new Mechanic(inner) { WeightDecay = 0.01 },
            ["side by side"] = AverageUpdates.Of(inner, new Trace { MaxDegreeOfParallelism = degree }),
            ["groups"] = Partition.Of(new ParameterGroup(ParameterFilter.Named("a"), inner)).Otherwise(inner),
        };
    }
}
