using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
        if (rows == 0)
        {
            if (!accumulate)
            {
                sums.Clear();
            }
            return;
        }
        Kernel<T> kernel = new(matrix, sums, rows, accumulate);
        Lanes.Run<T, Kernel<T>>(ref kernel);
    }

    private readonly ref struct Kernel<T>(ReadOnlySpan<T> matrix, Span<T> sums, int rows, bool accumulate) : ILaneKernel<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> matrix = matrix;
        private readonly Span<T> sums = sums;

        public void Run<TLane>()
            where TLane : struct, ILane<TLane, T>
        {
            for (int first = 0; first < rows; first += BlockRows)
            {
                AddBlock<TLane>(first, Math.Min(first + BlockRows, rows), accumulate || first > 0);
            }
        }

        /// <summary>Sums a block of rows in registers, up to four vectors of columns at a time.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void AddBlock<TLane>(int first, int end, bool add)
            where TLane : struct, ILane<TLane, T>
        {
            nuint width = (nuint)TLane.Count;
            nuint columns = (nuint)sums.Length;
            ref T start = ref Unsafe.Add(ref MemoryMarshal.GetReference(matrix), (nuint)first * columns);
            ref T to = ref MemoryMarshal.GetReference(sums);
            nuint column = 0;
            for (; column + (4 * width) <= columns; column += 4 * width)
            {
                ref T row = ref Unsafe.Add(ref start, column);
                TLane sum0 = TLane.Load(ref row, 0);
                TLane sum1 = TLane.Load(ref row, width);
                TLane sum2 = TLane.Load(ref row, 2 * width);
                TLane sum3 = TLane.Load(ref row, 3 * width);
                for (int i = first + 1; i < end; i++)
                {
                    row = ref Unsafe.Add(ref row, columns);
                    sum0 += TLane.Load(ref row, 0);
                    sum1 += TLane.Load(ref row, width);
                    sum2 += TLane.Load(ref row, 2 * width);
                    sum3 += TLane.Load(ref row, 3 * width);
                }
                TLane.Store(add ? TLane.Load(ref to, column) + sum0 : sum0, ref to, column);
                TLane.Store(add ? TLane.Load(ref to, column + width) + sum1 : sum1, ref to, column + width);
                TLane.Store(add ? TLane.Load(ref to, column + (2 * width)) + sum2 : sum2, ref to, column + (2 * width));
                TLane.Store(add ? TLane.Load(ref to, column + (3 * width)) + sum3 : sum3, ref to, column + (3 * width));
            }
            for (; column < columns; column += width)
            {
                AddVector<TLane>(first, end, (int)column, add);
            }
        }

        private void AddVector<TLane>(int first, int end, int column, bool add)
            where TLane : struct, ILane<TLane, T>
        {
            TLane sum = Load<TLane>(first, column);
            for (int i = first + 1; i < end; i++)
            {
                sum += Load<TLane>(i, column);
            }
            Span<T> destination = sums.Slice(column, Math.Min(TLane.Count, sums.Length - column));
            TLane.StorePartial(add ? TLane.LoadPartial(destination) + sum : sum, destination);
        }

        /// <summary>
        /// The vector at a place. In the last vector of a row, what is beyond the row is the start of the next one; it ends in elements that are not stored.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private TLane Load<TLane>(int row, int column)
            where TLane : struct, ILane<TLane, T>
        {
            int index = (row * sums.Length) + column;
            return index <= matrix.Length - TLane.Count
                ? TLane.Load(ref MemoryMarshal.GetReference(matrix), (nuint)index)
                : TLane.LoadPartial(matrix[index..]);
        }
    }
}
