using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;

namespace Pullback.Ops.Kernels;

/// <summary>
/// A block of b, cut into panels as wide as a tile, and its product with blocks of rows of a. Which blocks are packed is a matter of speed
/// alone: an element's value is the same either way.
/// </summary>
internal readonly ref struct ProductPanels<T, TLane>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TLane : struct, ILane<TLane, T>
{
    /// <summary>Packing b costs about as much as multiplying it by this many rows saves.</summary>
    private const int RowsWorthPacking = 48;

    /// <summary>Below this many rows, rows are computed one by one where b is not packed.</summary>
    private const int RowsWorthTiles = 4;

    /// <summary>Packing a pays when at least this many panels are multiplied by it.</summary>
    private const int PanelsWorthPacking = 4;

    private readonly ref T packed;
    private readonly bool allPacked;

    /// <summary>Packs what has to be packed of a block of b: all of it, or only the last panel when that is ragged.</summary>
    public ProductPanels(ProductOperands<T> block)
    {
        int width = PanelWidth;
        int ragged = block.Columns % TLane.Count == 0 ? block.Columns : block.Columns / width * width;
        allPacked = block.BColumn != 1 || block.Rows >= RowsWorthPacking;
        int first = allPacked ? 0 : ragged;
        packed = ref PackBuffer.Right<T>(checked((block.Columns - first + width) * block.Depth));
        for (int column = first; column < block.Columns; column += width)
        {
            int columns = Math.Min(width, block.Columns - column);
            ProductPacking.Panel<T, TLane>(
                ref Unsafe.Add(ref block.B, (nuint)column * block.BColumn),
                block.BStep,
                block.BColumn,
                ref Unsafe.Add(ref packed, (nuint)(column - first) * (nuint)block.Depth),
                columns > TLane.Count ? width : TLane.Count,
                block.Depth,
                columns
            );
        }
    }

    private static int PanelWidth
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2 * TLane.Count;
    }

    /// <summary>The rows of the largest tile whose sums fit the registers: 32 of them with AVX-512 and on Arm, else 16.</summary>
    private static int TileRows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.SizeOf<TLane>() == 64 || AdvSimd.IsSupported ? 12 : 6;
    }

    /// <summary>Multiplies a block of rows of a by all panels.</summary>
    public void Multiply(ProductOperands<T> rows)
    {
        if (rows.Columns > PanelsWorthPacking * PanelWidth)
        {
            ProductPacking.Rows(ref rows);
        }
        int single = !allPacked && rows.Rows < RowsWorthTiles ? SingleRows(rows) : 0;
        for (int column = single; column < rows.Columns; column += PanelWidth)
        {
            int columns = Math.Min(PanelWidth, rows.Columns - column);
            ProductOperands<T> panel = rows.SliceColumns(column, column + columns);
            bool ragged = columns % TLane.Count != 0;
            if (allPacked || ragged)
            {
                panel.B = ref Unsafe.Add(ref packed, allPacked ? (nuint)column * (nuint)rows.Depth : 0);
                panel.BStep = (nuint)(columns > TLane.Count ? PanelWidth : TLane.Count);
            }
            if (columns > TLane.Count)
            {
                Tiles<ProductTile.TwoVectors>(panel, ragged);
            }
            else
            {
                Tiles<ProductTile.OneVector>(panel, ragged);
            }
        }
    }

    /// <summary>Multiplies rows one by one, as far as the columns go in eights of vectors.</summary>
    /// <returns>How many columns are done.</returns>
    private static int SingleRows(ProductOperands<T> rows)
    {
        int width = RowKernel.Vectors * TLane.Count;
        int whole = rows.Columns / width * width;
        for (int row = 0; row < rows.Rows; row++)
        {
            for (int column = 0; column < whole; column += width)
            {
                RowKernel.Run<T, TLane>(
                    ref Unsafe.Add(ref rows.A, (nuint)row * rows.ARow),
                    rows.AStep,
                    ref Unsafe.Add(ref rows.B, (nuint)column),
                    rows.BStep,
                    (nuint)rows.Depth,
                    ref Unsafe.Add(ref rows.C, ((nuint)row * rows.CRow) + (nuint)column),
                    rows.Accumulate
                );
            }
        }
        return whole;
    }

    /// <summary>Multiplies a block of rows of a by one panel of b, in tiles as high as possible.</summary>
    private static void Tiles<TWidth>(ProductOperands<T> panel, bool ragged)
        where TWidth : struct, ProductTile.IWidth
    {
        for (int left = panel.Rows; left > 0; )
        {
            int rows;
            if (left >= 12 && TileRows == 12)
            {
                rows = Tile<ProductTile.Rows12<TWidth>>(ref panel, ragged);
            }
            else if (left >= 8 && TileRows == 12)
            {
                rows = Tile<ProductTile.Rows8<TWidth>>(ref panel, ragged);
            }
            else if (left >= 6 && TileRows == 6)
            {
                rows = Tile<ProductTile.Rows6<TWidth>>(ref panel, ragged);
            }
            else if (left >= 4)
            {
                rows = Tile<ProductTile.Rows4<TWidth>>(ref panel, ragged);
            }
            else if (left >= 2)
            {
                rows = Tile<ProductTile.Rows2<TWidth>>(ref panel, ragged);
            }
            else
            {
                rows = Tile<ProductTile.Rows1<TWidth>>(ref panel, ragged);
            }
            left -= rows;
            panel.A = ref Unsafe.Add(ref panel.A, (nuint)rows * panel.ARow);
            panel.C = ref Unsafe.Add(ref panel.C, (nuint)rows * panel.CRow);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Tile<TTile>(ref ProductOperands<T> panel, bool ragged)
        where TTile : struct, IProductTile
    {
        if (ragged)
        {
            RaggedTile<TTile>(ref panel);
        }
        else
        {
            MicroKernel.Run<T, TLane, TTile>(
                ref panel.A,
                panel.ARow,
                panel.AStep,
                ref panel.B,
                panel.BStep,
                (nuint)panel.Depth,
                ref panel.C,
                panel.CRow,
                panel.Accumulate
            );
        }
        return TTile.Rows;
    }

    /// <summary>A tile whose last vector is wider than c: it is computed beside c, and what belongs to c is copied.</summary>
    [SkipLocalsInit]
    private static void RaggedTile<TTile>(ref ProductOperands<T> panel)
        where TTile : struct, IProductTile
    {
        int width = TTile.Vectors * TLane.Count;
        Span<T> tile = stackalloc T[TTile.Rows * width];
        MicroKernel.Run<T, TLane, TTile>(
            ref panel.A,
            panel.ARow,
            panel.AStep,
            ref panel.B,
            panel.BStep,
            (nuint)panel.Depth,
            ref tile[0],
            (nuint)width,
            accumulate: false
        );
        for (int row = 0; row < TTile.Rows; row++)
        {
            ref T from = ref tile[row * width];
            ref T to = ref Unsafe.Add(ref panel.C, (nuint)row * panel.CRow);
            for (int column = 0; column < panel.Columns; column++)
            {
                T sum = Unsafe.Add(ref from, column);
                Unsafe.Add(ref to, column) = panel.Accumulate ? Unsafe.Add(ref to, column) + sum : sum;
            }
        }
    }
}
