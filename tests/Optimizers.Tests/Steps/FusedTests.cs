using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Steps;

/// <summary>A fused optimizer is its chain, bit for bit.</summary>
public sealed class FusedTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fused_equals_the_chain_that_it_was_made_of(bool donate)
    {
        Schedule rate = Schedule.WarmupCosine(1e-2, 3, 20);
        StepResult<float> fused = Problems.Run<float>(FusedClippedAdam.Create(rate), Problems.Ragged, 6, donate);
        StepResult<float> chain = Problems.Run<float>(FusedClippedAdam.Define(rate), Problems.Ragged, 6, donate);
        Assert.Equal(chain.Parameters, fused.Parameters);
        Assert.Equal(chain.State.Tensors, fused.State.Tensors);
        Assert.Equal(chain.State.Step, fused.State.Step);
    }

    [Fact]
    public void A_named_optimizer_is_the_chain_of_its_rules()
    {
        AdamW optimizer = new()
        {
            LearningRate = 0.1,
            WeightDecay = 0.01,
            DecayMask = ParameterFilter.RankAtLeast(2),
        };
        Chain chain = Chain.Of(
            new ScaleByAdam(),
            new AddDecayedWeights(0.01) { Where = ParameterFilter.RankAtLeast(2) },
            new ScaleByLearningRate(0.1)
        );
        StepResult<double> fused = Problems.Run<double>(optimizer, Problems.Ragged, 5, donate: true);
        StepResult<double> unfused = Problems.Run<double>(chain, Problems.Ragged, 5, donate: false);
        Assert.Equal(unfused.Parameters, fused.Parameters);
        Assert.Equal(unfused.State.Tensors, fused.State.Tensors);
    }

    [Fact]
    public void The_state_has_a_member_for_each_slot()
    {
        StepResult<float> result = Problems.Run<float>(FusedClippedAdam.Create(0.1), Problems.Ragged, 2, donate: false);
        FusedClippedAdam.State<float> state = Assert.IsType<FusedClippedAdam.State<float>>(result.State);
        Assert.Same(state.Tensors[0].Value, state.FirstMoment);
        Assert.Equal("secondMoment", state.Tensors[1].Key);
    }

    [Fact]
    public void A_fused_optimizer_compares_by_its_definition()
    {
        Assert.Equal(FusedClippedAdam.Create(0.1), FusedClippedAdam.Create(0.1));
        Assert.NotEqual(FusedClippedAdam.Create(0.1), FusedClippedAdam.Create(0.2));
        Assert.StartsWith(
            "FusedClippedAdam(Chain(ClipByGlobalNorm(maxNorm: 1), ScaleByAdam(",
            FusedClippedAdam.Create(0.1).ToString(),
            StringComparison.Ordinal
        );
    }
}
