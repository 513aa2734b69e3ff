using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Adaptive;

/// <summary>Transformations side by side, and the aggregated momentum that is made of them.</summary>
public sealed class AverageUpdatesTests
{
    [Fact]
    public void The_update_is_the_mean_of_the_updates()
    {
        TensorSet<double> at = Problems.Values<double>(Problems.Ragged, 1);
        TensorSet<double> gradients = Problems.Values<double>(Problems.Ragged, 2);
        AverageUpdates average = AverageUpdates.Of(new Scale(3.0), new Scale(1.0), new Scale(-1.0));
        TensorSet<double> updates = average.Update(gradients, average.Init(at), at).Updates;
        TensorSet<double> one = new Scale(1.0).Update(gradients, new Scale(1.0).Init(at), at).Updates;
        Assert.InRange((updates - one).MaxNorm(), 0, 1e-15);
    }

    [Fact]
    public void It_is_a_value()
    {
        Assert.Equal(AverageUpdates.Of(new Adam(), new Sgd()), AverageUpdates.Of(new Adam(), new Sgd()));
        Assert.NotEqual(AverageUpdates.Of(new Adam(), new Sgd()), AverageUpdates.Of(new Sgd(), new Adam()));
        Assert.Equal("AverageUpdates(ScaleBySign, Chain())", AverageUpdates.Of(new ScaleBySign(), Chain.Of()).ToString());
    }

    [Fact]
    public void None_at_all_has_no_mean() =>
        Assert.Contains(
            "at least one",
            Assert.Throws<ArgumentException>(() => AverageUpdates.Of()).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_state_of_a_chain_is_refused()
    {
        TensorSet<double> at = Problems.Values<double>(Problems.Ragged, 1);
        AverageUpdates average = AverageUpdates.Of(new ScaleBySign(), new Plain());
        OptimizerState<double> other = Chain.Of(new ScaleBySign(), new Plain()).Init(at);
        ArgumentException refused = Assert.Throws<ArgumentException>(() => average.Update(at, other, at));
        Assert.Contains("StagedState", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_of_aggregated_momentum_has_its_own_rate()
    {
        AggMo slow = new(0.0, 0.5) { LearningRate = 0.1 };
        StepResult<double> before = Problems.Run<double>(slow, Problems.Ragged, 1, donate: false);
        AggMo fast = slow with { LearningRate = 0.2 };
        StepResult<double> after = Problems.Run<double>(fast, Problems.Ragged, 1, donate: false);
        TensorSet<double> start = Problems.Values<double>(Problems.Ragged, 1);
        Assert.InRange((after.Parameters - start - ((before.Parameters - start) * 2)).MaxNorm(), 0, 1e-15);
        Assert.NotEqual(slow, fast);
        Assert.Equal(slow, fast with { LearningRate = 0.1 });
        Assert.Equal("AggMo(0, 0.5, learningRate: 0.2)", fast.ToString());
    }

    [Fact]
    public void A_momentum_of_one_is_refused()
    {
        ArgumentOutOfRangeException refused = Assert.Throws<ArgumentOutOfRangeException>(() => new AggMo(0.5, 1.0));
        Assert.StartsWith("momenta must be at least 0 and less than 1, but is 1.", refused.Message, StringComparison.Ordinal);
    }
}
