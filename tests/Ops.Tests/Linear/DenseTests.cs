using Pullback.Ops.Kernels;
using Xunit;

namespace Pullback.Ops.Tests.Linear;

public sealed class DenseTests
{
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(33, 17, 10, 1)]
    [InlineData(250, 900, 40, 2)]
    [InlineData(5, 0, 3, 1)]
    public void Output_is_the_product_plus_the_bias(int rows, int inputs, int outputs, int degree)
    {
        double[] input = Arrays.Random<double>(rows * inputs, 1);
        double[] weight = Arrays.Random<double>(inputs * outputs, 2);
        double[] bias = Arrays.Random<double>(outputs, 3);
        var output = new double[rows * outputs];

        Dense.Forward<double>(input, weight, bias, output, rows, inputs, outputs, degree);

        double[] expected = NaiveProduct.Compute(ProductForm.Plain, input, weight, null, rows, inputs, outputs, out _);
        for (int i = 0; i < expected.Length; i++)
        {
            expected[i] += bias[i % outputs];
        }
        Arrays.AssertClose<double>(expected, output, 1e-12, "output");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(95, 1)]
    [InlineData(97, 1)]
    [InlineData(700, 1)]
    [InlineData(700, 2)]
    [InlineData(700, 5)]
    public void Epilogue_sees_every_row_once_and_finished(int rows, int degree)
    {
        const int inputs = 1000;
        const int outputs = 33;
        float[] input = Arrays.Random<float>(rows * inputs, 4);
        float[] weight = Arrays.Random<float>(inputs * outputs, 5);
        var plain = new float[rows * outputs];
        MatrixProduct.Multiply<float>(input, weight, plain, rows, inputs, outputs);
        var output = new float[rows * outputs];
        var visits = new int[rows];
        var epilogue = new Negate(output, visits, outputs);

        Dense.Forward<float, Negate>(input, weight, output, rows, inputs, outputs, ref epilogue, degree);

        Assert.All(visits, count => Assert.Equal(1, count));
        Arrays.AssertSameBits<float>([.. plain.Select(value => -value)], output, "negated");
    }

    [Fact]
    public void Wrong_lengths_are_refused_with_numbers()
    {
        string bias = Assert
            .Throws<ArgumentException>(() =>
                Dense.Forward<float>(new float[6], new float[6], new float[3], new float[4], 2, 3, 2)
            )
            .Message;
        Assert.Contains("bias has length 3 but 2 is required", bias, StringComparison.Ordinal);
        string weight = Assert
            .Throws<ArgumentException>(() => Dense.Forward<float>(new float[6], new float[5], default, new float[4], 2, 3, 2))
            .Message;
        Assert.Contains("weight has length 5 but 3×2 = 6 is required", weight, StringComparison.Ordinal);
    }

    private readonly ref struct Negate(Span<float> output, int[] visits, int outputs) : IRowEpilogue
    {
        private readonly Span<float> output = output;

        public void Run(int firstRow, int endRow)
        {
            for (int row = firstRow; row < endRow; row++)
            {
                Interlocked.Increment(ref visits[row]);
                foreach (ref float value in output.Slice(row * outputs, outputs))
                {
                    value = -value;
                }
            }
        }
    }
}
