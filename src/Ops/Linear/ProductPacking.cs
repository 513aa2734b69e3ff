using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pullback.Ops.Kernels;

/// <summary>Copies blocks of the factors into the order in which the micro-kernel reads them.</summary>
internal static class ProductPacking
{
    /// <summary>Elements of a row of a packed block of a beyond its depth, so that its rows do not compete for one set of the cache.</summary>
    private const int RowPadding = 16;

    /// <summary>Rows that are a multiple of this many bytes apart compete for the same few sets of the first-level cache.</summary>
    private const int ConflictingBytes = 1024;

    /// <summary>Packs a block of rows of a, if it lies so that the caches would thrash or the address translation would miss at every step.</summary>
    internal static void Rows<T>(ref ProductOperands<T> rows)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        nuint size = (nuint)Unsafe.SizeOf<T>();
        if (rows.AStep == 1 && rows.ARow * size % ConflictingBytes == 0)
        {
            int width = rows.Depth + RowPadding;
            ref T packed = ref PackBuffer.Left<T>(checked(rows.Rows * width));
            CopyRows(ref rows.A, rows.ARow, ref packed, (nuint)width, rows.Rows, rows.Depth);
            rows.A = ref packed;
            rows.ARow = (nuint)width;
        }
        else if (rows.ARow == 1 && rows.AStep > (nuint)rows.Rows)
        {
            ref T packed = ref PackBuffer.Left<T>(checked(rows.Rows * rows.Depth));
            CopyRows(ref rows.A, rows.AStep, ref packed, (nuint)rows.Rows, rows.Depth, rows.Rows);
            rows.A = ref packed;
            rows.AStep = (nuint)rows.Rows;
        }
    }

    /// <summary>
    /// Copies <paramref name="columns"/> columns of b into a panel: one row of the panel a step, padded with zeros to the panel's width, so that the
    /// micro-kernel reads whole vectors everywhere.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Panel<T, TLane>(ref T source, nuint step, nuint column, ref T panel, int width, int depth, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLane : struct, ILane<TLane, T>
    {
        if (columns < width)
        {
            MemoryMarshal.CreateSpan(ref panel, depth * width).Clear();
        }
        if (column != 1)
        {
            Transposed(ref source, step, column, ref panel, width, depth, columns);
        }
        else if (columns == width)
        {
            Whole<T, TLane>(ref source, step, ref panel, width, depth);
        }
        else
        {
            CopyRows(ref source, step, ref panel, (nuint)width, depth, columns);
        }
    }

    /// <summary>Copies a block whose rows are contiguous to rows that are <paramref name="width"/> apart.</summary>
    private static void CopyRows<T>(ref T source, nuint sourceRow, ref T destination, nuint width, int rows, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int row = 0; row < rows; row++)
        {
            MemoryMarshal
                .CreateReadOnlySpan(ref Unsafe.Add(ref source, (nuint)row * sourceRow), columns)
                .CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref destination, (nuint)row * width), columns));
        }
    }

    private static void Whole<T, TLane>(ref T source, nuint step, ref T panel, int width, int depth)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLane : struct, ILane<TLane, T>
    {
        nuint next = (nuint)TLane.Count;
        for (int p = 0; p < depth; p++)
        {
            TLane.Store(TLane.Load(ref source, 0), ref panel, 0);
            if (width > TLane.Count)
            {
                TLane.Store(TLane.Load(ref source, next), ref panel, next);
            }
            source = ref Unsafe.Add(ref source, step);
            panel = ref Unsafe.Add(ref panel, width);
        }
    }

    /// <summary>Columns that are far apart and whose steps are adjacent: four columns by four steps at a time are turned in registers.</summary>
    private static void Transposed<T>(ref T source, nuint step, nuint column, ref T panel, int width, int depth, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int wholeColumns = 0;
        int wholeSteps = 0;
        if (typeof(T) == typeof(float) && Sse.IsSupported && step == 1)
        {
            wholeColumns = columns & ~3;
            wholeSteps = depth & ~3;
            for (int j = 0; j < wholeColumns; j += 4)
            {
                ref float from = ref Unsafe.As<T, float>(ref Unsafe.Add(ref source, (nuint)j * column));
                ref float to = ref Unsafe.As<T, float>(ref Unsafe.Add(ref panel, j));
                for (int p = 0; p < wholeSteps; p += 4)
                {
                    Turn(ref Unsafe.Add(ref from, p), column, ref Unsafe.Add(ref to, p * width), (nuint)width);
                }
            }
        }
        for (int j = 0; j < columns; j++)
        {
            ref T from = ref Unsafe.Add(ref source, (nuint)j * column);
            ref T to = ref Unsafe.Add(ref panel, j);
            for (int p = j < wholeColumns ? wholeSteps : 0; p < depth; p++)
            {
                Unsafe.Add(ref to, p * width) = Unsafe.Add(ref from, (nuint)p * step);
            }
        }
    }

    /// <summary>Transposes 4 × 4 floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(ref float source, nuint sourceRow, ref float destination, nuint destinationRow)
    {
        Vector128<float> row0 = Vector128.LoadUnsafe(ref source);
        Vector128<float> row1 = Vector128.LoadUnsafe(ref source, sourceRow);
        Vector128<float> row2 = Vector128.LoadUnsafe(ref source, 2 * sourceRow);
        Vector128<float> row3 = Vector128.LoadUnsafe(ref source, 3 * sourceRow);
        Vector128<float> low01 = Sse.UnpackLow(row0, row1);
        Vector128<float> high01 = Sse.UnpackHigh(row0, row1);
        Vector128<float> low23 = Sse.UnpackLow(row2, row3);
        Vector128<float> high23 = Sse.UnpackHigh(row2, row3);
        Sse.MoveLowToHigh(low01, low23).StoreUnsafe(ref destination);
        Sse.MoveHighToLow(low23, low01).StoreUnsafe(ref destination, destinationRow);
        Sse.MoveLowToHigh(high01, high23).StoreUnsafe(ref destination, 2 * destinationRow);
        Sse.MoveHighToLow(high23, high01).StoreUnsafe(ref destination, 3 * destinationRow);
    }
}
