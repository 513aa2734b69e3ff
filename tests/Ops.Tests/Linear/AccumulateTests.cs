using Pullback.Ops.Kernels;
using Xunit;

namespace Pullback.Ops.Tests.Linear;

public sealed class AccumulateTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(67)]
    public void Elements_are_added(int length)
    {
        double[] left = Arrays.Random<double>(length, 1);
        double[] right = Arrays.Random<double>(length, 2);
        double[] expected = [.. left.Zip(right, (x, y) => x + y)];

        var sum = new double[length];
        Accumulate.Sum<double>(left, right, sum);
        Arrays.AssertSameBits<double>(expected, sum, "sum");

        Accumulate.Add<double>(right, left);
        Arrays.AssertSameBits<double>(expected, left, "in place");
    }

    [Fact]
    public void Shifted_overlap_is_refused_and_same_start_is_not()
    {
        float[] memory = Arrays.Random<float>(10, 3);
        Accumulate.Sum<float>(memory.AsSpan(0, 5), memory.AsSpan(5, 5), memory.AsSpan(0, 5));
        foreach (int start in new[] { 1, 3 })
        {
            string message = Assert
                .Throws<ArgumentException>(() => Accumulate.Add<float>(memory.AsSpan(2, 5), memory.AsSpan(start, 5)))
                .Message;
            Assert.Contains("destination starts", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Wrong_lengths_are_refused_with_numbers()
    {
        string message = Assert.Throws<ArgumentException>(() => Accumulate.Add<float>(new float[3], new float[2])).Message;
        Assert.Contains("destination has length 2 but 3 is required", message, StringComparison.Ordinal);
    }
}
