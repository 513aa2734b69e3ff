using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Tensors;

/// <summary>Adafactor's second moments, against a plain computation by indices.</summary>
public sealed class FactoredMomentTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(38)]
    public void Every_shape_is_factored_by_its_two_largest_axes(int least)
    {
        Indexed.Compare(
            new ScaleByFactoredRootMeanSquare { MinimumExtent = least, Epsilon = 1e-6 },
            shape => Plain(shape, least, 1e-6, 0.8)
        );
    }

    [Fact]
    public void Without_factoring_all_squares_are_kept() =>
        Indexed.Compare(
            new ScaleByFactoredRootMeanSquare
            {
                Factored = false,
                DecayExponent = 0.5,
                Epsilon = 1e-3,
            },
            shape => Plain(shape, int.MaxValue, 1e-3, 0.5)
        );

    [Fact]
    public void A_matrix_keeps_its_rows_and_columns_only()
    {
        TensorLayout layout = new([("matrix", new Shape(200, 300)), ("bias", new Shape(300)), ("small", new Shape(127, 300))]);
        var state =
            (ScaleByFactoredRootMeanSquareState<float>)new ScaleByFactoredRootMeanSquare().Init(TensorSet<float>.Zeros(layout));

        Assert.Equal(new TensorLayout([("matrix", new Shape(200))]), state.RowMeans.Layout);
        Assert.Equal(new TensorLayout([("matrix", new Shape(300))]), state.ColumnMeans.Layout);
        Assert.Equal(new TensorLayout([("bias", new Shape(300)), ("small", new Shape(127, 300))]), state.Squares.Layout);
    }

    [Fact]
    public void Other_slices_have_means_of_their_own()
    {
        TensorLayout layout = new([("kernel", new Shape(3, 8, 9, 2))]);
        var state =
            (ScaleByFactoredRootMeanSquareState<float>)
                new ScaleByFactoredRootMeanSquare { MinimumExtent = 2 }.Init(TensorSet<float>.Zeros(layout));

        Assert.Equal(new Shape(3, 8, 2), state.RowMeans[0].Shape);
        Assert.Equal(new Shape(3, 9, 2), state.ColumnMeans[0].Shape);
    }

    /// <summary>The means of the definition, each written to all elements that share it.</summary>
    private static Func<double[], double[], double[]> Plain(Shape shape, int least, double epsilon, double exponent)
    {
        int[] order = [.. Enumerable.Range(0, shape.Rank).OrderBy(axis => shape[axis])];
        bool factors = shape.Rank >= 2 && shape[order[^2]] >= least;
        (int smaller, int larger) = factors ? (order[^2], order[^1]) : (-1, -1);
        double[] rows = new double[shape.ElementCount];
        double[] columns = new double[shape.ElementCount];
        int step = 0;
        return (gradient, _) =>
        {
            double decay = 1 - Math.Pow(++step, -exponent);
            double[] squares = [.. gradient.Select(g => (g * g) + epsilon)];
            rows = Average(rows, Indexed.Group(shape, squares, axis => axis != larger, all => all.Average()), decay);
            columns = Average(columns, Indexed.Group(shape, squares, axis => axis != smaller, all => all.Average()), decay);
            if (!factors)
            {
                return [.. gradient.Zip(rows, (g, v) => g / Math.Sqrt(v))];
            }

            double[] means = Indexed.Group(shape, rows, axis => axis != larger && axis != smaller, all => all.Average());
            return [.. gradient.Select((g, i) => g / Math.Sqrt(rows[i] * columns[i] / means[i]))];
        };
    }

    private static double[] Average(double[] mean, double[] next, double decay) =>
        [.. mean.Zip(next, (m, x) => (decay * m) + ((1 - decay) * x))];
}
