using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Tensors;

/// <summary>Norms over all tensors, and clipping by them.</summary>
public sealed class TotalNormTests
{
    private static readonly TensorSet<double> Set = Problems.Values<double>(Problems.Large, 5);

    [Theory]
    [InlineData(1)]
    [InlineData(1.5)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_norm_is_the_root_of_the_sum_of_powers(double order)
    {
        double expected = Math.Pow(Set.Flatten().Sum(x => Math.Pow(Math.Abs(x), order)), 1 / order);

        Assert.Equal(1, TotalNorm.Of(Set, order) / expected, 1e-12);
    }

    [Fact]
    public void The_infinite_order_is_the_largest_magnitude()
    {
        Assert.Equal(Set.Flatten().Max(Math.Abs), TotalNorm.Of(Set, double.PositiveInfinity));
        Assert.Equal(0, TotalNorm.Of(TensorSet<double>.Zeros(TensorLayout.Empty), 3));
        Assert.Equal(double.NaN, TotalNorm.Of(Set.Map(_ => double.NaN), 1));
    }

    [Fact]
    public void Only_tensors_that_the_filter_matches_are_measured_and_clipped()
    {
        TensorSet<double> gradients = Problems.Values<double>(Problems.Ragged, 1).Scale(10);
        ParameterFilter matrices = ParameterFilter.RankAtLeast(2).And(ParameterFilter.Trainable);
        ClipByTotalNorm clip = new(0.5)
        {
            Order = 1,
            Epsilon = 0,
            Where = matrices,
        };
        TensorSet<double> updates = clip.Update(gradients, clip.Init(gradients), gradients).Updates;

        Assert.Equal(0.5, TotalNorm.Of(updates.Select(matrices), 1), 1e-12);
        Assert.Equal(gradients["dense1.bias"].ToArray(), updates["dense1.bias"].ToArray());
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void Orders_below_one_are_refused(double order)
    {
        Assert.Contains(
            "must be at least 1",
            Assert.Throws<ArgumentOutOfRangeException>(() => new ClipByTotalNorm(1) { Order = order }).Message
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => TotalNorm.Of(Set, order));
    }
}
