using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Steps;

/// <summary>The number of threads never changes a bit.</summary>
public sealed class ParallelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Any_degree_gives_the_same_bits(int degree)
    {
        Assert.True(Problems.Large.BufferLength > 300_000);
        StepResult<float> expected = Problems.Run<float>(
            new AdamW { MaxDegreeOfParallelism = 1 },
            Problems.Large,
            3,
            donate: true
        );
        StepResult<float> actual = Problems.Run<float>(
            new AdamW { MaxDegreeOfParallelism = degree },
            Problems.Large,
            3,
            donate: true
        );
        Assert.Equal(expected, actual);

        Chain chain = Chain.Of(
            new ClipByGlobalNorm(1),
            new Trace(),
            new AddDecayedWeights(0.1) { Where = ParameterFilter.RankAtLeast(2) },
            new ScaleByLearningRate(0.1)
        );
        Assert.Equal(
            Problems.Run<double>(chain.WithMaxDegreeOfParallelism(1), Problems.Large, 3, donate: false),
            Problems.Run<double>(chain.WithMaxDegreeOfParallelism(degree), Problems.Large, 3, donate: false)
        );
    }
}
