using System.Numerics;

namespace Pullback.Ops.Kernels;

/// <summary>The sum of a matrix over its rows: the gradient of a bias.</summary>
/// <remarks>
/// Each column is summed by itself, in blocks of <see cref="BlockRows"/> rows: from the first row of a block to its last, then the blocks in order.
/// The shape depends on the number of rows alone, so the bits are the same for every vector width and on every machine.
/// </remarks>
public static class ColumnSum
{
    /// <summary>The number of rows that are summed one after the other before the sum joins those of the earlier blocks.</summary>
    public const int BlockRows = 64;

    /// <summary>sums[j] = Σᵢ matrix[i, j], or sums[j] += Σᵢ matrix[i, j].</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="matrix">rows × columns.</param>
    /// <param name="sums">One element a column; disjoint from the matrix. Zero where there are no rows.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="accumulate">Whether the sum is added to what <paramref name="sums"/> holds.</param>
    /// <exception cref="ArgumentException">A span has another length than its shape says, or they overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative.</exception>
    public static void Run<T>(ReadOnlySpan<T> matrix, Span<T> sums, int rows, int columns, bool accumulate = false)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        KernelGuard.Size(rows);
        KernelGuard.Size(columns);
        KernelGuard.Matrix(matrix, rows, columns);
        KernelGuard.Length<T>(sums, columns, nameof(sums));
        KernelGuard.Disjoint(matrix, sums);
        for (int j = 0; j < columns; j++)
        {
            T total = accumulate ? sums[j] : T.Zero;
            for (int first = 0; first < rows; first += BlockRows)
            {
                T sum = matrix[(first * columns) + j];
                for (int i = first + 1; i < Math.Min(rows, first + BlockRows); i++)
                {
                    sum += matrix[(i * columns) + j];
                }
                total = accumulate || first > 0 ? total + sum : sum;
            }
            sums[j] = total;
        }
    }
}
