using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.LearningRateFree;

/// <summary>What COCOB does beyond the laws and the reference trajectories.</summary>
public sealed class CocobTests
{
    [Fact]
    public void It_needs_no_learning_rate() =>
        Assert.True(Bowl.Loss(Bowl.Run(new Cocob(), 400).Parameters) < 0.05 * Bowl.Loss(Bowl.Start));

    [Theory]
    [InlineData(1e-4)]
    [InlineData(1e4)]
    public void Gradients_times_a_number_give_the_same_steps(double scale)
    {
        Cocob cocob = new() { Epsilon = 1e-300 };
        TensorSet<double> plain = Bowl.Run(cocob, 50).Parameters;
        Assert.True((Bowl.Run(cocob, 50, scale).Parameters - plain).MaxNorm() < 1e-12);
    }

    [Fact]
    public void An_element_without_gradient_stays_where_it_is()
    {
        Cocob cocob = new();
        TensorSet<double> at = Problems.Values<double>(Problems.Ragged, 1);
        Assert.Equal(at, cocob.Step(at, TensorSet<double>.Zeros(at.Layout), cocob.Init(at)).Parameters);
    }
}
