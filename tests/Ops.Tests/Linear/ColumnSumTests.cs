using Pullback.Ops.Kernels;
using Xunit;

namespace Pullback.Ops.Tests.Linear;

public sealed class ColumnSumTests
{
    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 1)]
    [InlineData(3, 0)]
    [InlineData(63, 17)]
    [InlineData(64, 33)]
    [InlineData(65, 64)]
    [InlineData(200, 7)]
    public void Sums_are_those_of_the_columns(int rows, int columns)
    {
        float[] matrix = Arrays.Random<float>(rows * columns, 1);
        float[] initial = Arrays.Random<float>(columns, 2);
        foreach (bool accumulate in new[] { false, true })
        {
            float[] sums = [.. initial];
            ColumnSum.Run<float>(matrix, sums, rows, columns, accumulate);
            double[] expected = accumulate ? Arrays.Doubles<float>(initial) : new double[columns];
            for (int i = 0; i < matrix.Length; i++)
            {
                expected[i % columns] += matrix[i];
            }
            Arrays.AssertClose<float>(expected, sums, (rows + 1) * rows * Math.ScaleB(1, -24) + 1e-7, "sums");
        }
    }

    [Fact]
    public void Columns_do_not_depend_on_each_other_and_blocks_are_added_in_order()
    {
        const int rows = 150;
        const int columns = 37;
        float[] matrix = Arrays.Random<float>(rows * columns, 3);
        var sums = new float[columns];
        ColumnSum.Run<float>(matrix, sums, rows, columns);
        for (int j = 0; j < columns; j++)
        {
            float total = 0;
            for (int first = 0; first < rows; first += ColumnSum.BlockRows)
            {
                float sum = matrix[(first * columns) + j];
                for (int i = first + 1; i < Math.Min(first + ColumnSum.BlockRows, rows); i++)
                {
                    sum += matrix[(i * columns) + j];
                }
                total = first == 0 ? sum : total + sum;
            }
            Assert.Equal(total, sums[j]);
        }
    }

    [Fact]
    public void Wrong_lengths_are_refused_with_numbers()
    {
        string message = Assert.Throws<ArgumentException>(() => ColumnSum.Run<float>(new float[6], new float[2], 2, 3)).Message;
        Assert.Contains("sums has length 2 but 3 is required", message, StringComparison.Ordinal);
    }
}
