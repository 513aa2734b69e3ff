using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Tensors;

/// <summary>The iteration that orthogonalises, and the transformation made of it.</summary>
public sealed class NewtonSchulzTests
{
    /// <summary>The numbers with which the iteration converges to the orthogonal factor.</summary>
    private static readonly NewtonSchulz Converging = new()
    {
        Linear = 2,
        Cubic = -1.5,
        Quintic = 0.5,
        Steps = 40,
    };

    public static TheoryData<int, int> Sizes =>
        new()
        {
            { 1, 1 },
            { 1, 7 },
            { 7, 1 },
            { 3, 5 },
            { 5, 3 },
            { 6, 6 },
            { 33, 20 },
            { 20, 33 },
        };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_shorter_side_becomes_orthonormal(int rows, int columns)
    {
        double[] matrix = Matrix(rows, columns);
        double[] result = Converging.Orthogonalize(matrix, rows, columns);

        for (int i = 0; i < Math.Min(rows, columns); i++)
        {
            for (int j = 0; j < Math.Min(rows, columns); j++)
            {
                double product = 0;
                for (int k = 0; k < Math.Max(rows, columns); k++)
                {
                    product +=
                        rows <= columns
                            ? result[(i * columns) + k] * result[(j * columns) + k]
                            : result[(k * columns) + i] * result[(k * columns) + j];
                }

                Assert.Equal(i == j ? 1 : 0, product, 1e-9);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_transposed_matrix_gives_the_transposed_result(int rows, int columns)
    {
        NewtonSchulz iteration = new();
        double[] matrix = Matrix(rows, columns);
        double[] result = iteration.Orthogonalize(matrix, rows, columns);
        double[] transposed = iteration.Orthogonalize(Transpose(matrix, rows, columns), columns, rows);

        foreach ((double expected, double actual) in result.Zip(Transpose(transposed, columns, rows)))
        {
            Assert.Equal(expected, actual, 1e-12);
        }
    }

    [Fact]
    public void The_number_of_threads_shows_in_no_bit()
    {
        float[] matrix = [.. Matrix(150, 260).Select(x => (float)x)];
        float[] one = new float[matrix.Length];
        float[] four = new float[matrix.Length];
        NewtonSchulz iteration = new();

        iteration.Orthogonalize<float>(matrix, one, 150, 260);
        iteration.Orthogonalize<float>(matrix, four, 150, 260, degree: 4);

        Assert.Equal(one, four);
    }

    [Fact]
    public void Nothing_zeros_and_no_steps()
    {
        NewtonSchulz iteration = new();
        Assert.Empty(iteration.Orthogonalize(Array.Empty<float>(), 0, 3));
        Assert.Equal(new double[6], iteration.Orthogonalize(new double[6], 2, 3));
        Assert.Equal([0.6, 0.8], new NewtonSchulz { Steps = 0, Epsilon = 1e-300 }.Orthogonalize([3.0, 4.0], 1, 2));
    }

    [Fact]
    public void Wrong_lengths_and_shapes_are_refused()
    {
        NewtonSchulz iteration = new();
        double[] six = new double[6];
        Assert.Contains("length 6", Assert.Throws<ArgumentException>(() => iteration.Orthogonalize(six, 2, 2)).Message);
        Assert.Throws<ArgumentException>(() => iteration.Orthogonalize<double>(six, new double[5], 2, 3));
        Assert.Throws<ArgumentException>(() => iteration.Orthogonalize<double>(six, six, 2, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => iteration.Orthogonalize(six, -2, -3));
        Assert.Throws<ArgumentOutOfRangeException>(() => iteration.Orthogonalize<double>(six, new double[6], 2, 3, 0));
        TensorSet<double> set = Problems.Values<double>(Problems.Ragged, 1);
        Assert.Contains(
            "dense1.bias",
            Assert.Throws<ArgumentException>(() => iteration.Orthogonalize(set["dense1.bias"])).Message
        );
    }

    [Theory]
    [InlineData(false, null, 8, 2, 1.0)]
    [InlineData(false, null, 2, 8, 2.0)]
    [InlineData(true, null, 8, 2, 2.0)]
    [InlineData(true, null, 2, 8, 1.0)]
    [InlineData(false, 0.2, 2, 9, 0.6)]
    public void The_factor_follows_the_shape(bool outputsFirst, double? rms, int rows, int columns, double factor)
    {
        TensorLayout layout = new([("weight", new Shape(rows, columns))]);
        TensorSet<double> gradients = Problems.Values<double>(layout, 4);
        Orthogonalize rule = new() { OutputsFirst = outputsFirst, MatchedRootMeanSquare = rms };
        double[] direction = rule.Iteration.Orthogonalize(gradients[0]);
        TensorSet<double> updates = rule.Update(gradients, rule.Init(gradients), gradients).Updates;
        TensorSet<double> adaptive = (rule with { Adaptive = true })
            .Update(gradients, (rule with { Adaptive = true }).Init(gradients), gradients)
            .Updates;

        double product = direction.Zip(gradients.Flatten(), (o, g) => o * g).Sum();
        Indexed.AssertClose([.. direction.Select(o => factor * o)], updates[0]);
        Indexed.AssertClose([.. direction.Select(o => factor * product * o)], adaptive[0]);
    }

    [Fact]
    public void Tensors_of_another_rank_are_refused_where_the_filter_lets_them_in()
    {
        Orthogonalize rule = new() { Where = ParameterFilter.All };
        ArgumentException refused = Assert.Throws<ArgumentException>(() => rule.Init(TensorSet<float>.Zeros(Problems.Ragged)));

        Assert.Contains("dense1.bias", refused.Message);
        Assert.Contains("rank 1", refused.Message);
    }

    private static double[] Matrix(int rows, int columns) =>
        Problems.Values<double>(new TensorLayout([("m", new Shape(rows, columns))]), rows + columns).Flatten();

    private static double[] Transpose(double[] matrix, int rows, int columns) =>
        [.. Enumerable.Range(0, matrix.Length).Select(i => matrix[(i % rows * columns) + (i / rows)])];
}
