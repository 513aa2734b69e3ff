using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Tensors;

/// <summary>Matrices that are worked on in several blocks of rows, compared with plain arithmetic.</summary>
public sealed class LargeMatrixTests
{
    private const int Rows = 701;
    private const int Columns = 203;

    private static readonly TensorLayout Layout = new([("matrix", new Shape(Rows, Columns))]);
    private static readonly TensorSet<double> Gradients = Problems.Values<double>(Layout, 1);
    private static readonly double[] G = Gradients.Flatten();

    [Fact]
    public void Means_of_columns_and_of_rows_are_taken_away()
    {
        Close(i => G[i] - Column(i % Columns).Average(), Update(new CentralizeGradients()));
        Close(i => G[i] - Row(i / Columns).Average(), Update(new CentralizeGradients { Over = TensorAxes.AllButFirst }));
    }

    [Fact]
    public void Columns_have_the_norm_that_is_asked_for()
    {
        double[] norms = [.. Enumerable.Range(0, Columns).Select(column => Indexed.Norm(Column(column)))];
        Close(i => (G[i] * 2 / norms[i % Columns]) - 0, Update(new ConstrainNorms(2), TensorSet<double>.Zeros(Layout)));
    }

    [Fact]
    public void Factored_means_are_those_of_rows_and_columns()
    {
        double[] rows = [.. Enumerable.Range(0, Rows).Select(row => Row(row).Average(g => g * g))];
        double[] columns = [.. Enumerable.Range(0, Columns).Select(column => Column(column).Average(g => g * g))];
        double mean = rows.Average();
        Close(
            i => G[i] * Math.Sqrt(mean / rows[i / Columns] / columns[i % Columns]),
            Update(new ScaleByFactoredRootMeanSquare())
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sm3_keeps_the_largest_of_each_row_and_column(bool coversFirst)
    {
        ScaleBySm3 rule = new() { CoversFirst = coversFirst, Epsilon = 0 };
        double[] rows = [.. Enumerable.Range(0, Rows).Select(row => Row(row).Max(g => g * g))];
        double[] columns = [.. Enumerable.Range(0, Columns).Select(column => Column(column).Max(g => g * g))];
        TransformationResult<double> first = rule.Update(Gradients, rule.Init(Gradients), Gradients);
        TensorSet<double> second = rule.Update(Gradients, first.State, Gradients).Updates;

        Assert.Equal(rows.Concat(columns), ((ScaleBySm3State<double>)first.State).Accumulators.Flatten());
        double Least(int i) => Math.Min(rows[i / Columns], columns[i % Columns]);
        Close(i => G[i] / Math.Sqrt(coversFirst ? 2 * Least(i) : Least(i) + (G[i] * G[i])), second.Flatten());
    }

    private static IEnumerable<double> Row(int row) => G.Skip(row * Columns).Take(Columns);

    private static IEnumerable<double> Column(int column) => Enumerable.Range(0, Rows).Select(row => G[(row * Columns) + column]);

    private static double[] Update(IGradientTransformation rule, TensorSet<double>? parameters = null) =>
        rule.Update(Gradients, rule.Init(parameters ?? Gradients), parameters ?? Gradients).Updates.Flatten();

    private static void Close(Func<int, double> expected, double[] actual)
    {
        // Some places of every block are enough, for the plain arithmetic is slow.
        for (int i = 0; i < actual.Length; i += 97)
        {
            Assert.Equal(expected(i), actual[i], 1e-12);
        }
    }
}
