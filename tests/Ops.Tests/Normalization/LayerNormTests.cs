using System.Numerics;
using Pullback.Ops.Kernels;
using Xunit;

namespace Pullback.Ops.Tests.Normalization;

public sealed class LayerNormTests
{
    private const double Epsilon = 1e-3;

    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 1)]
    [InlineData(3, 5)]
    [InlineData(2, 16)]
    [InlineData(4, 100)]
    public void Output_is_that_of_the_definition(int rows, int features)
    {
        CheckForward<double>(rows, features, 1e-13);
        CheckForward<float>(rows, features, 1e-6);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(3, 7)]
    [InlineData(2, 33)]
    public void Gradients_are_those_of_central_differences(int rows, int features)
    {
        var at = new Sample<double>(rows, features);
        double[] upstream = Arrays.Random<double>(rows * features, 9);
        double Value(double[] x, double[] weight, double[] bias) =>
            CentralDifference.Weigh(upstream, (at with { Input = x, Weight = weight, Bias = bias }).Run().Output);

        (double[] input, double[] weight, double[] bias) = at.Run().Gradients(upstream);

        CentralDifference.Check(x => Value(x, at.Weight, at.Bias), at.Input, input, "input");
        CentralDifference.Check(w => Value(at.Input, w, at.Bias), at.Weight, weight, "weight");
        CentralDifference.Check(b => Value(at.Input, at.Weight, b), at.Bias, bias, "bias");
    }

    [Fact]
    public void Float_agrees_with_double()
    {
        const int rows = 5;
        const int features = 45;
        float[] upstream = Arrays.Random<float>(rows * features, 9);
        (float[] input, float[] weight, float[] bias) = new Sample<float>(rows, features).Run().Gradients(upstream);
        (double[] exactInput, double[] exactWeight, double[] exactBias) = new Sample<double>(rows, features)
            .Run()
            .Gradients(Arrays.Random<double>(rows * features, 9));
        Arrays.AssertClose<float>(exactInput, input, 1e-5, "input");
        Arrays.AssertClose<float>(exactWeight, weight, 1e-5, "weight");
        Arrays.AssertClose<float>(exactBias, bias, 1e-6, "bias");
    }

    [Fact]
    public void Large_common_offset_costs_no_accuracy()
    {
        double[] x = [1e8 + 1, 1e8 + 2, 1e8 + 3, 1e8 + 6];
        var output = new double[4];
        LayerNorm.Forward<double>(x, [1, 1, 1, 1], [0, 0, 0, 0], output, new double[1], new double[1], 1, 4, 0);
        double deviation = Math.Sqrt(3.5);
        Arrays.AssertClose<double>([-2 / deviation, -1 / deviation, 0, 3 / deviation], output, 1e-15, "output");
    }

    [Fact]
    public void Constant_row_is_the_bias()
    {
        var output = new float[3];
        LayerNorm.Forward<float>([5, 5, 5], [1, 2, 3], [7, 8, 9], output, new float[1], new float[1], 1, 3, 1e-5);
        Assert.Equal([7, 8, 9], output);
    }

    [Fact]
    public void In_place_and_parts_give_the_same_bits()
    {
        const int rows = 4;
        const int features = 21;
        var at = new Sample<float>(rows, features);
        float[] output = at.Run().Output;
        float[] memory = [.. at.Input];
        LayerNorm.Forward<float>(memory, at.Weight, at.Bias, memory, new float[rows], new float[rows], rows, features, Epsilon);
        Arrays.AssertSameBits<float>(output, memory, "in place");
        for (int row = 0; row < rows; row++)
        {
            float[] alone = (at with { Input = at.Input[(row * features)..((row + 1) * features)], Rows = 1 }).Run().Output;
            Arrays.AssertSameBits<float>(output.AsSpan(row * features, features), alone, $"row {row}");
        }
    }

    [Fact]
    public void Gradient_may_replace_what_it_is_computed_from()
    {
        const int rows = 3;
        const int features = 18;
        Sample<double> at = new Sample<double>(rows, features).Run();
        double[] upstream = Arrays.Random<double>(rows * features, 9);
        (double[] input, double[] weight, double[] bias) = at.Gradients(upstream);
        foreach (bool overUpstream in new[] { true, false })
        {
            double[] above = [.. upstream];
            double[] x = [.. at.Input];
            var weightGradient = new double[features];
            var biasGradient = new double[features];
            double[] target = overUpstream ? above : x;
            LayerNorm.Backward<double>(
                x,
                at.Weight,
                at.Mean,
                at.InverseDeviation,
                above,
                target,
                weightGradient,
                biasGradient,
                rows,
                features
            );
            Arrays.AssertSameBits<double>(input, target, "input");
            Arrays.AssertSameBits<double>(weight, weightGradient, "weight");
            Arrays.AssertSameBits<double>(bias, biasGradient, "bias");
        }
    }

    [Fact]
    public void Accumulates_parameter_gradients_when_asked_and_skips_what_nobody_asks_for()
    {
        const int rows = 2;
        const int features = 6;
        Sample<double> at = new Sample<double>(rows, features).Run();
        double[] upstream = Arrays.Random<double>(rows * features, 9);
        (_, double[] weight, double[] bias) = at.Gradients(upstream);
        double[] weightSum = [.. weight];
        double[] biasSum = [.. bias];
        LayerNorm.Backward<double>(
            at.Input,
            at.Weight,
            at.Mean,
            at.InverseDeviation,
            upstream,
            default,
            weightSum,
            biasSum,
            rows,
            features,
            accumulate: true
        );
        Arrays.AssertClose<double>([.. weight.Select(w => 2 * w)], weightSum, 1e-15, "weight");
        Arrays.AssertClose<double>([.. bias.Select(b => 2 * b)], biasSum, 1e-15, "bias");

        var input = new double[rows * features];
        LayerNorm.Backward<double>(
            at.Input,
            at.Weight,
            at.Mean,
            at.InverseDeviation,
            upstream,
            input,
            default,
            default,
            rows,
            features
        );
        Arrays.AssertSameBits<double>(at.Gradients(upstream).Input, input, "input alone");
    }

    [Fact]
    public void A_row_with_an_infinity_is_not_a_number_and_alone()
    {
        var output = new double[4];
        LayerNorm.Forward<double>(
            [1, double.PositiveInfinity, 1, 2],
            [1, 1],
            [0, 0],
            output,
            new double[2],
            new double[2],
            2,
            2,
            0
        );
        Assert.All(output.Take(2), value => Assert.True(double.IsNaN(value)));
        Assert.Equal([-1, 1], output.Skip(2));
    }

    [Fact]
    public void Wrong_lengths_are_refused_with_numbers()
    {
        var six = new float[6];
        string weight = Assert
            .Throws<ArgumentException>(() => LayerNorm.Forward<float>(six, new float[2], new float[3], six, six, six, 2, 3, 0))
            .Message;
        Assert.Contains("weight has length 2 but 3 is required", weight, StringComparison.Ordinal);
        string mean = Assert
            .Throws<ArgumentException>(() => LayerNorm.Forward<float>(six, new float[3], new float[3], six, six, six, 2, 3, 0))
            .Message;
        Assert.Contains("mean has length 6 but 2 is required", mean, StringComparison.Ordinal);
    }

    private static void CheckForward<T>(int rows, int features, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Sample<T> at = new Sample<T>(rows, features).Run();
        for (int row = 0; row < rows; row++)
        {
            double[] x = Arrays.Doubles<T>(at.Input.AsSpan(row * features, features));
            double mean = x.Average();
            double deviation = Math.Sqrt(x.Select(value => (value - mean) * (value - mean)).Average() + Epsilon);
            double[] expected =
            [
                .. x.Select(
                    (value, j) =>
                        ((value - mean) / deviation * double.CreateTruncating(at.Weight[j])) + double.CreateTruncating(at.Bias[j])
                ),
            ];
            Arrays.AssertClose<T>(expected, at.Output.AsSpan(row * features, features), tolerance, $"row {row}");
            Arrays.AssertClose<T>([mean], [at.Mean[row]], tolerance, "mean");
        }
    }

    /// <summary>Inputs and results of one call.</summary>
    private sealed record Sample<T>(int Rows, int Features)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public T[] Input { get; init; } = Arrays.Random<T>(Rows * Features, 5);
        public T[] Weight { get; init; } = Arrays.Random<T>(Features, 6);
        public T[] Bias { get; init; } = Arrays.Random<T>(Features, 7);
        public T[] Output { get; private init; } = [];
        public T[] Mean { get; private init; } = [];
        public T[] InverseDeviation { get; private init; } = [];

        public Sample<T> Run()
        {
            Sample<T> result = this with { Output = new T[Rows * Features], Mean = new T[Rows], InverseDeviation = new T[Rows] };
            LayerNorm.Forward<T>(
                Input,
                Weight,
                Bias,
                result.Output,
                result.Mean,
                result.InverseDeviation,
                Rows,
                Features,
                Epsilon
            );
            return result;
        }

        public (T[] Input, T[] Weight, T[] Bias) Gradients(T[] upstream)
        {
            var gradients = (Input: new T[Rows * Features], Weight: new T[Features], Bias: new T[Features]);
            LayerNorm.Backward<T>(
                Input,
                Weight,
                Mean,
                InverseDeviation,
                upstream,
                gradients.Input,
                gradients.Weight,
                gradients.Bias,
                Rows,
                Features
            );
            return gradients;
        }
    }
}
