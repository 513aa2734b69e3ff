using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Rules;

/// <summary>Penalties, repairs and constraints, element by element.</summary>
public sealed class PenaltyTests
{
    private static readonly TensorLayout Five = new([("x", new Shape(5))]);
    private static readonly double[] Parameters = [2, -3, 0, 0.5, double.NaN];

    [Fact]
    public void L1_pulls_with_the_same_force() =>
        Assert.Equal([1.25, 0.75, 1, 1.25, double.NaN], Update(new AddL1Penalty(0.25), [1, 1, 1, 1, 1]));

    [Fact]
    public void An_elastic_net_is_both_penalties() =>
        Assert.Equal([2.25, -0.75, 1, 1.5, double.NaN], Update(new AddElasticNet { L1 = 0.25, L2 = 0.5 }, [1, 1, 1, 1, 1]));

    [Fact]
    public void Parameters_go_down_to_zero_and_no_further() =>
        Assert.Equal([-2, 3, 0, 0.25, 1], Update(new KeepNonNegative(), [-5, -5, -5, 0.25, 1]));

    [Fact]
    public void Nan_becomes_zero_and_infinities_pass() =>
        Assert.Equal(
            [0, double.PositiveInfinity, double.NegativeInfinity, -1, 0],
            Update(new ZeroNans(), [double.NaN, double.PositiveInfinity, double.NegativeInfinity, -1, -0.0])
        );

    [Fact]
    public void The_direction_alone_is_left() =>
        Assert.Equal(
            [0.6, 0, 0, 0, 0.8],
            Update(new NormalizeByGlobalNorm { Epsilon = 0 }, [3, 0, 0, 0, 4]).Select(x => Math.Round(x, 15))
        );

    private static double[] Update(IGradientTransformation rule, double[] gradients)
    {
        TensorSet<double> parameters = TensorSet<double>.Unflatten(Five, Parameters);
        return rule.Update(TensorSet<double>.Unflatten(Five, gradients), rule.Init(parameters), parameters).Updates.Flatten();
    }
}
