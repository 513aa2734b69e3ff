using System.Numerics;
using Pullback.Ops.Kernels;
using Xunit;

namespace Pullback.Ops.Tests.Losses;

public sealed class SoftmaxCrossEntropyTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(5, 10)]
    [InlineData(3, 16)]
    [InlineData(4, 17)]
    [InlineData(2, 131)]
    public void Loss_and_gradient_are_those_of_the_definition(int rows, int classes)
    {
        Check<double>(rows, classes, 1e-14);
        Check<float>(rows, classes, 1e-6);
    }

    [Theory]
    [InlineData(3, 7)]
    [InlineData(2, 20)]
    public void Gradient_is_that_of_central_differences(int rows, int classes)
    {
        double[] logits = [.. Arrays.Random<double>(rows * classes, 1).Select(x => 3 * x)];
        int[] labels = Labels(rows, classes);
        var gradient = new double[logits.Length];
        SoftmaxCrossEntropy.ForwardBackward<double>(logits, labels, gradient, rows, classes);
        var scratch = new double[logits.Length];
        CentralDifference.Check(
            x => SoftmaxCrossEntropy.Forward<double>(x, labels, scratch, rows, classes),
            logits,
            gradient,
            "logits"
        );
    }

    [Theory]
    [InlineData(6, 10)]
    [InlineData(3, 40)]
    public void Fused_and_separate_give_the_same_bits_also_in_place(int rows, int classes)
    {
        float[] logits = Arrays.Random<float>(rows * classes, 2);
        int[] labels = Labels(rows, classes);
        var probabilities = new float[logits.Length];
        float loss = SoftmaxCrossEntropy.Forward<float>(logits, labels, probabilities, rows, classes);
        var gradient = new float[logits.Length];
        SoftmaxCrossEntropy.Backward<float>(probabilities, labels, 1, gradient, rows, classes);

        float[] fused = [.. logits];
        Assert.Equal(loss, SoftmaxCrossEntropy.ForwardBackward<float>(fused, labels, fused, rows, classes));
        Arrays.AssertSameBits<float>(gradient, fused, "fused");

        SoftmaxCrossEntropy.Backward<float>(probabilities, labels, 1, probabilities, rows, classes);
        Arrays.AssertSameBits<float>(gradient, probabilities, "in place");
    }

    [Fact]
    public void Loss_gradient_scales_the_gradient()
    {
        double[] probabilities = [0.25, 0.75];
        var gradient = new double[2];
        SoftmaxCrossEntropy.Backward<double>(probabilities, [1], 4, gradient, 1, 2);
        Assert.Equal([1, -1], gradient);
    }

    [Fact]
    public void A_row_does_not_depend_on_the_rows_around_it()
    {
        const int rows = 9;
        const int classes = 13;
        float[] logits = Arrays.Random<float>(rows * classes, 3);
        int[] labels = Labels(rows, classes);
        var whole = new float[logits.Length];
        SoftmaxCrossEntropy.Forward<float>(logits, labels, whole, rows, classes);
        for (int row = 0; row < rows; row++)
        {
            var alone = new float[classes];
            SoftmaxCrossEntropy.Forward<float>(logits.AsSpan(row * classes, classes), labels.AsSpan(row, 1), alone, 1, classes);
            Arrays.AssertSameBits<float>(whole.AsSpan(row * classes, classes), alone, $"row {row}");
        }
    }

    [Fact]
    public void Extreme_logits_do_not_overflow()
    {
        float[] logits = [1e38f, -1e38f, 0, -2000, -1000, -1001];
        var gradient = new float[6];
        float loss = SoftmaxCrossEntropy.ForwardBackward<float>(logits, [1, 2], gradient, 2, 3);
        Assert.Equal(1e38f, loss, 1e32f);
        Assert.Equal([0.5f, -0.5f, 0], gradient.Take(3));
        Assert.Equal(0, gradient[3]);
        Assert.Equal(0.5f / (1 + MathF.Exp(-1)), gradient[4], 1e-7f);
    }

    [Fact]
    public void Infinite_logits_follow_the_formula()
    {
        double minus = double.NegativeInfinity;
        var p = new double[3];

        Assert.Equal(Math.Log(2), SoftmaxCrossEntropy.Forward<double>([1, minus, 1], [0], p, 1, 3), 1e-15);
        Assert.Equal([0.5, 0, 0.5], p);
        Assert.Equal(double.PositiveInfinity, SoftmaxCrossEntropy.Forward<double>([1, minus, 1], [1], p, 1, 3));
        Assert.Equal([0.5, 0, 0.5], p);

        foreach (
            double[] undefined in new[] { [minus, minus, minus], [1, double.NaN, 2], new[] { 1, double.PositiveInfinity, 2 } }
        )
        {
            double loss = SoftmaxCrossEntropy.Forward<double>(undefined, [0], p, 1, 3);
            Assert.True(double.IsNaN(loss));
            Assert.Contains(p, double.IsNaN);
        }
    }

    [Fact]
    public void Mean_of_no_rows_is_not_a_number()
    {
        Assert.True(float.IsNaN(SoftmaxCrossEntropy.ForwardBackward<float>([], [], [], 0, 10)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void Label_out_of_range_is_refused_before_anything_is_written(int label)
    {
        float[] gradient = [7, 7, 7, 7, 7, 7];
        string message = Assert
            .Throws<ArgumentOutOfRangeException>(() =>
                SoftmaxCrossEntropy.ForwardBackward<float>(new float[6], [0, label], gradient, 2, 3)
            )
            .Message;
        Assert.Contains($"labels[1] is {label} but must be at least 0 and less than 3", message, StringComparison.Ordinal);
        Assert.All(gradient, value => Assert.Equal(7, value));
    }

    [Fact]
    public void Wrong_lengths_are_refused_with_numbers()
    {
        string logits = Assert
            .Throws<ArgumentException>(() => SoftmaxCrossEntropy.ForwardBackward<float>(new float[5], [0, 1], new float[6], 2, 3))
            .Message;
        Assert.Contains("logits has length 5 but 2×3 = 6 is required", logits, StringComparison.Ordinal);
        string labels = Assert
            .Throws<ArgumentException>(() => SoftmaxCrossEntropy.ForwardBackward<float>(new float[6], [0], new float[6], 2, 3))
            .Message;
        Assert.Contains("labels has length 1 but 2 is required", labels, StringComparison.Ordinal);
        string shifted = Assert
            .Throws<ArgumentException>(() =>
            {
                var memory = new float[7];
                SoftmaxCrossEntropy.ForwardBackward<float>(memory.AsSpan(0, 6), [0, 1], memory.AsSpan(1, 6), 2, 3);
            })
            .Message;
        Assert.Contains("logitsGradient starts 1 elements from the start of logits", shifted, StringComparison.Ordinal);
    }

    internal static int[] Labels(int rows, int classes) =>
        [.. Enumerable.Range(0, rows).Select(row => ((row * 7) + 3) % classes)];

    private static void Check<T>(int rows, int classes, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] logits = [.. Arrays.Random<T>(rows * classes, 4).Select(x => x * T.CreateTruncating(5))];
        int[] labels = Labels(rows, classes);
        var expected = new double[logits.Length];
        double expectedLoss = 0;
        for (int row = 0; row < rows; row++)
        {
            double[] exponentials =
            [
                .. logits.Skip(row * classes).Take(classes).Select(x => Math.Exp(double.CreateTruncating(x))),
            ];
            double sum = exponentials.Sum();
            expectedLoss -= Math.Log(exponentials[labels[row]] / sum) / rows;
            for (int j = 0; j < classes; j++)
            {
                expected[(row * classes) + j] = ((exponentials[j] / sum) - (j == labels[row] ? 1 : 0)) / rows;
            }
        }
        var gradient = new T[logits.Length];
        double loss = double.CreateTruncating(SoftmaxCrossEntropy.ForwardBackward<T>(logits, labels, gradient, rows, classes));
        Assert.Equal(expectedLoss, loss, tolerance * Math.Max(1, expectedLoss));
        Arrays.AssertClose<T>(expected, gradient, tolerance, "gradient");
    }
}
