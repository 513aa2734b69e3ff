using Xunit;

namespace Pullback.Ops.Tests.Values;

public sealed class ParameterFilterTests
{
    private static readonly TensorSlot Weight = new("encoder.dense1.weight", new Shape(2, 3), 0, Trainable: true);
    private static readonly TensorSlot FrozenBias = new("encoder.dense1.bias", new Shape(3), 16, Trainable: false);

    [Fact]
    public void The_simple_filters()
    {
        Check(ParameterFilter.All, weight: true, bias: true);
        Check(ParameterFilter.None, weight: false, bias: false);
        Check(ParameterFilter.Trainable, weight: true, bias: false);
        Check(ParameterFilter.RankAtLeast(0), weight: true, bias: true);
        Check(ParameterFilter.RankAtLeast(2), weight: true, bias: false);
        Check(ParameterFilter.RankAtLeast(3), weight: false, bias: false);
        Check(ParameterFilter.Custom("short", slot => slot.Length < 5), weight: false, bias: true);
    }

    [Fact]
    public void Combinations()
    {
        var weights = ParameterFilter.Named("*.weight");
        Check(weights.Not(), weight: false, bias: true);
        Check(weights.And(ParameterFilter.RankAtLeast(2)), weight: true, bias: false);
        Check(weights.And(ParameterFilter.None), weight: false, bias: false);
        Check(weights.Or(ParameterFilter.Named("*.bias")), weight: true, bias: true);
    }

    [Theory]
    [InlineData("a.b", "a.b", true)]
    [InlineData("a.b", "a.bc", false)]
    [InlineData("a.b", "xa.b", false)]
    [InlineData("a.b", "axb", false)]
    [InlineData("*", "anything.at.all", true)]
    [InlineData("*.weight", "dense1.weight", true)]
    [InlineData("*.weight", "weight", false)]
    [InlineData("*.weight", "dense1.weights", false)]
    [InlineData("encoder.*", "encoder.dense1.weight", true)]
    [InlineData("encoder.*.weight", "encoder.weight", false)]
    [InlineData("*dense*weight*", "encoder.dense1.weight", true)]
    [InlineData("*ab*ab", "abab", true)]
    [InlineData("*ab*ab", "ab", false)]
    [InlineData("a**b", "ab", true)]
    [InlineData("*aab", "aaaaab", true)]
    [InlineData("Dense*", "dense1", false)]
    public void Named_matches_whole_names(string pattern, string name, bool expected) =>
        Assert.Equal(expected, ParameterFilter.Named(pattern).Matches(new TensorSlot(name, Shape.Scalar, 0, Trainable: true)));

    [Fact]
    public void Is_a_value()
    {
        Assert.Equal(ParameterFilter.Named("*.weight").And(ParameterFilter.RankAtLeast(2)), Combined());
        Assert.Equal(Combined().GetHashCode(), Combined().GetHashCode());
        Assert.True(Combined() == ParameterFilter.Named("*.weight").And(ParameterFilter.RankAtLeast(2)));
        Assert.NotEqual(ParameterFilter.RankAtLeast(1), ParameterFilter.RankAtLeast(2));
        Assert.NotEqual(ParameterFilter.Named("a"), ParameterFilter.Named("b"));
        Assert.NotEqual(ParameterFilter.All, ParameterFilter.Trainable);
        Assert.True(Combined() != Combined().Not());
        Func<TensorSlot, bool> function = slot => slot.Trainable;
        Assert.Equal(ParameterFilter.Custom("f", function), ParameterFilter.Custom("f", function));
        Assert.NotEqual(ParameterFilter.Custom("f", function), ParameterFilter.Custom("g", function));

        static ParameterFilter Combined() => ParameterFilter.Named("*.weight").And(ParameterFilter.RankAtLeast(2));
    }

    [Fact]
    public void ToString_is_the_expression()
    {
        var filter = ParameterFilter
            .RankAtLeast(2)
            .And(ParameterFilter.Named("*.weight"))
            .Or(ParameterFilter.Custom("mine", _ => true).Not())
            .And(ParameterFilter.Trainable.Or(ParameterFilter.All));
        Assert.Equal(
            "RankAtLeast(2).And(Named(\"*.weight\")).Or(Custom(\"mine\").Not()).And(Trainable.Or(All))",
            filter.ToString()
        );
    }

    [Fact]
    public void Refuses_bad_arguments()
    {
        Assert.Throws<ArgumentOutOfRangeException>("rank", () => ParameterFilter.RankAtLeast(-1));
        Assert.Throws<ArgumentException>("pattern", () => ParameterFilter.Named(""));
        Assert.Throws<ArgumentException>("name", () => ParameterFilter.Custom("", _ => true));
        Assert.Throws<ArgumentNullException>("predicate", () => ParameterFilter.Custom("f", null!));
        Assert.Throws<ArgumentNullException>("other", () => ParameterFilter.All.And(null!));
    }

    private static void Check(ParameterFilter filter, bool weight, bool bias)
    {
        Assert.Equal(weight, filter.Matches(Weight));
        Assert.Equal(bias, filter.Matches(FrozenBias));
    }
}
