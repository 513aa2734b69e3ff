using System.Numerics;

namespace Pullback.Ops.Kernels;

/// <summary>
/// The loops around the micro-kernel, which cut the product into blocks that stay in a level of cache each, after K. Goto and
/// R. A. van de Geijn, <em>Anatomy of High-Performance Matrix Multiplication</em>, ACM Transactions on Mathematical Software, 2008.
/// </summary>
/// <remarks>
/// From outside in: columns of b, so that a packed block of b fits the last level; the inner dimension, so that a panel of b
/// (as wide as a tile) fits the first level; rows of a, so that a block of a fits the second level; then, in <see cref="ProductPanels{T, TLane}"/>, the
/// panels of b within the block, and the tiles of rows. The epilogue runs over a block of rows as soon as its last column is complete.
/// </remarks>
internal ref struct ProductLoop<T, TEpilogue>(ProductOperands<T> operands, TEpilogue epilogue, int firstRow) : ILaneKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TEpilogue : struct, IRowEpilogue, allows ref struct
{
    /// <summary>How many rows are multiplied by a block of b before the next rows.</summary>
    private const int RowBlock = 96;

    /// <summary>How many columns of b are packed together.</summary>
    private const int ColumnBlock = 1024;

    private readonly ProductOperands<T> operands = operands;
    private readonly int firstRow = firstRow;
    private TEpilogue epilogue = epilogue;

    /// <inheritdoc/>
    public void Run<TLane>()
        where TLane : struct, ILane<TLane, T>
    {
        int depthBlock = DepthBlock.Length<T>(operands.Depth);
        for (int column = 0; column < operands.Columns; column += ColumnBlock)
        {
            int endColumn = Math.Min(column + ColumnBlock, operands.Columns);
            ProductOperands<T> columns = operands.SliceColumns(column, endColumn);
            for (int step = 0; step < operands.Depth; step += depthBlock)
            {
                int endStep = Math.Min(step + depthBlock, operands.Depth);
                bool last = endStep == operands.Depth && endColumn == operands.Columns;
                RunRows<TLane>(columns.SliceDepth(step, endStep), last);
            }
        }
    }

    private void RunRows<TLane>(ProductOperands<T> block, bool last)
        where TLane : struct, ILane<TLane, T>
    {
        ProductPanels<T, TLane> panels = new(block);
        for (int row = 0; row < block.Rows; row += RowBlock)
        {
            int endRow = Math.Min(row + RowBlock, block.Rows);
            panels.Multiply(block.SliceRows(row, endRow));
            if (last)
            {
                epilogue.Run(firstRow + row, firstRow + endRow);
            }
        }
    }
}
