using Pullback.Ops.Kernels;
using Xunit;

namespace Pullback.Ops.Tests.Losses;

public sealed class MeanSquaredErrorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(100)]
    public void Loss_and_gradient_are_those_of_the_definition(int length)
    {
        float[] prediction = Arrays.Random<float>(length, 1);
        float[] target = Arrays.Random<float>(length, 2);
        var gradient = new float[length];
        float loss = MeanSquaredError.ForwardBackward<float>(prediction, target, gradient);
        Assert.Equal(prediction.Zip(target, (x, t) => ((double)x - t) * ((double)x - t)).Average(), loss, 1e-7);
        double[] expected = [.. prediction.Zip(target, (x, t) => 2 * ((double)x - t) / length)];
        Arrays.AssertClose<float>(expected, gradient, 3e-7, "gradient");
    }

    [Fact]
    public void Gradient_is_that_of_central_differences()
    {
        double[] prediction = Arrays.Random<double>(21, 3);
        double[] target = Arrays.Random<double>(21, 4);
        var gradient = new double[21];
        MeanSquaredError.Backward<double>(prediction, target, 1, gradient);
        CentralDifference.Check(x => MeanSquaredError.Forward<double>(x, target), prediction, gradient, "prediction");
    }

    [Fact]
    public void Loss_gradient_scales_and_in_place_is_the_same()
    {
        double[] prediction = Arrays.Random<double>(9, 5);
        double[] target = Arrays.Random<double>(9, 6);
        var gradient = new double[9];
        MeanSquaredError.Backward<double>(prediction, target, 1, gradient);
        MeanSquaredError.Backward<double>(prediction, target, -4, prediction);
        Arrays.AssertSameBits<double>([.. gradient.Select(g => -4 * g)], prediction, "scaled");
    }

    [Fact]
    public void Not_a_number_and_infinity_follow_the_formula()
    {
        Assert.True(double.IsNaN(MeanSquaredError.Forward<double>([1, double.NaN], [0, 0])));
        Assert.Equal(double.PositiveInfinity, MeanSquaredError.Forward<double>([1, double.NegativeInfinity], [0, 0]));
        Assert.True(double.IsNaN(MeanSquaredError.Forward<double>([], [])));
    }

    [Fact]
    public void Wrong_lengths_are_refused_with_numbers()
    {
        string target = Assert
            .Throws<ArgumentException>(() => MeanSquaredError.Forward<float>(new float[3], new float[4]))
            .Message;
        Assert.Contains("target has length 4 but 3 is required", target, StringComparison.Ordinal);
        string gradient = Assert
            .Throws<ArgumentException>(() => MeanSquaredError.ForwardBackward<float>(new float[3], new float[3], new float[2]))
            .Message;
        Assert.Contains("predictionGradient has length 2 but 3 is required", gradient, StringComparison.Ordinal);
    }
}
