using Xunit;

namespace Pullback.Ops.Tests.Graphs;

public sealed class ParameterInitializerTests
{
    private const int Count = 100_000;
    private static readonly RandomKey Key = new(seed: 11);

    [Theory]
    [InlineData(128, 1.4142135623730951, 0.125)]
    [InlineData(784, 1.0, 0.035714285714285712)]
    public void Kaiming_is_normal_with_the_gain_over_the_root_of_the_fan(int fanIn, double gain, double deviation)
    {
        double[] values = new double[Count];
        ParameterInitializer.KaimingNormal(fanIn, gain).Fill<double>(values, Key);

        Assert.InRange(values.Average(), -5 * deviation / Math.Sqrt(Count), 5 * deviation / Math.Sqrt(Count));
        Assert.InRange(Deviation(values) / deviation, 1 - (5 / Math.Sqrt(2.0 * Count)), 1 + (5 / Math.Sqrt(2.0 * Count)));
        // Of a normal distribution, 68.27 % lie within one deviation; of a uniform one, 57.7 %.
        Assert.InRange(values.Count(value => Math.Abs(value) < deviation) / (double)Count, 0.675, 0.69);
    }

    [Theory]
    [InlineData(256, 128, 1.0, 0.125)]
    [InlineData(784, 10, 5.0 / 3, 0.14488189694993617)]
    public void Xavier_is_uniform_between_the_bounds(int fanIn, int fanOut, double gain, double bound)
    {
        double[] values = new double[Count];
        ParameterInitializer.XavierUniform(fanIn, fanOut, gain).Fill<double>(values, Key);

        Assert.All(values, value => Assert.InRange(value, -bound, bound));
        Assert.InRange(Deviation(values) / (bound / Math.Sqrt(3)), 0.99, 1.01);
        Assert.InRange(values.Count(value => Math.Abs(value) < bound / 2) / (double)Count, 0.49, 0.51);
    }

    [Fact]
    public void The_same_key_gives_the_same_values_and_no_two_are_alike()
    {
        foreach (
            ParameterInitializer rule in new[]
            {
                ParameterInitializer.KaimingNormal(10),
                ParameterInitializer.XavierUniform(10, 20),
            }
        )
        {
            float[] first = new float[1000];
            float[] second = new float[1000];
            rule.Fill<float>(first, Key);
            rule.Fill<float>(second, Key);
            Assert.Equal(first, second);
            Assert.Equal(1000, first.Distinct().Count());
        }
    }

    [Fact]
    public void Impossible_numbers_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ParameterInitializer.KaimingNormal(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ParameterInitializer.XavierUniform(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ParameterInitializer.XavierUniform(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ParameterInitializer.KaimingNormal(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ParameterInitializer.KaimingNormal(1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => ParameterInitializer.XavierUniform(1, 1, double.PositiveInfinity));
    }

    [Fact]
    public void Rules_are_values()
    {
        Assert.Equal(ParameterInitializer.KaimingNormal(3), ParameterInitializer.KaimingNormal(3));
        Assert.NotEqual(ParameterInitializer.KaimingNormal(3), ParameterInitializer.KaimingNormal(4));
        Assert.Equal("zeros", ParameterInitializer.Zeros.ToString());
    }

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
