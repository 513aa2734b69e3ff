using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pullback.Ops.Kernels;

/// <summary>
/// The innermost loop of every product: a tile of c = a · b, a few rows high and one or two vectors wide, is kept in registers
/// while the inner dimension runs.
/// </summary>
/// <remarks>
/// Each step loads one row of b (the width of the tile), broadcasts one element of a for each row of the tile, and adds the products.
/// With 12 rows of two vectors that are 24 multiply-adds for 14 loads: the multiply-add units are the limit, and there are enough independent
/// sums to hide their latency. The sums and the row of b fill 26 of the 32 registers of AVX-512, and with 6 rows 14 of the 16 of AVX2.
/// The sums are separate locals, and rows beyond the tile are compiled away, because that is what the JIT keeps in registers; an array it would not.
/// </remarks>
internal static class MicroKernel
{
    /// <summary>c = a · b or c += a · b for one tile, over <paramref name="depth"/> steps from the first to the last.</summary>
    /// <param name="a">The element of the tile's first row and first step.</param>
    /// <param name="aRow">From an element of a to the one of the next row.</param>
    /// <param name="aStep">From an element of a to the one of the next step.</param>
    /// <param name="b">The first row of b within the tile; its vectors are contiguous.</param>
    /// <param name="bStep">From a row of b to the next.</param>
    /// <param name="depth">The number of steps.</param>
    /// <param name="c">The first element of the tile.</param>
    /// <param name="cRow">From a row of c to the next.</param>
    /// <param name="accumulate">Whether the sums are added to c.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
#pragma warning disable MA0051 // A line for each register: shorter would be an array, which the JIT does not keep in registers.
    internal static void Run<T, TLane, TTile>(
#pragma warning restore MA0051
        ref readonly T a,
        nuint aRow,
        nuint aStep,
        ref readonly T b,
        nuint bStep,
        nuint depth,
        ref T c,
        nuint cRow,
        bool accumulate
    )
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLane : struct, ILane<TLane, T>
        where TTile : struct, IProductTile
    {
        // A base for each four rows: base + {0, 1, 2, 3} · aRow are addresses that an instruction can hold.
        ref T a0 = ref Unsafe.AsRef(in a);
        ref T a4 = ref TTile.Rows > 4 ? ref Unsafe.Add(ref a0, 4 * aRow) : ref a0;
        ref T a8 = ref TTile.Rows > 8 ? ref Unsafe.Add(ref a0, 8 * aRow) : ref a0;
        ref T row = ref Unsafe.AsRef(in b);
        nuint aRow2 = 2 * aRow;
        nuint aRow3 = 3 * aRow;

        TLane left0 = TLane.Zero,
            right0 = TLane.Zero;
        TLane left1 = TLane.Zero,
            right1 = TLane.Zero;
        TLane left2 = TLane.Zero,
            right2 = TLane.Zero;
        TLane left3 = TLane.Zero,
            right3 = TLane.Zero;
        TLane left4 = TLane.Zero,
            right4 = TLane.Zero;
        TLane left5 = TLane.Zero,
            right5 = TLane.Zero;
        TLane left6 = TLane.Zero,
            right6 = TLane.Zero;
        TLane left7 = TLane.Zero,
            right7 = TLane.Zero;
        TLane left8 = TLane.Zero,
            right8 = TLane.Zero;
        TLane left9 = TLane.Zero,
            right9 = TLane.Zero;
        TLane left10 = TLane.Zero,
            right10 = TLane.Zero;
        TLane left11 = TLane.Zero,
            right11 = TLane.Zero;

        for (; depth != 0; depth--)
        {
            TLane left = TLane.Load(ref row, 0);
            TLane right = TTile.Vectors > 1 ? TLane.Load(ref row, (nuint)TLane.Count) : TLane.Zero;
            Add<T, TLane, TTile>(0, ref a0, left, right, ref left0, ref right0);
            Add<T, TLane, TTile>(1, ref Unsafe.Add(ref a0, aRow), left, right, ref left1, ref right1);
            Add<T, TLane, TTile>(2, ref Unsafe.Add(ref a0, aRow2), left, right, ref left2, ref right2);
            Add<T, TLane, TTile>(3, ref Unsafe.Add(ref a0, aRow3), left, right, ref left3, ref right3);
            Add<T, TLane, TTile>(4, ref a4, left, right, ref left4, ref right4);
            Add<T, TLane, TTile>(5, ref Unsafe.Add(ref a4, aRow), left, right, ref left5, ref right5);
            Add<T, TLane, TTile>(6, ref Unsafe.Add(ref a4, aRow2), left, right, ref left6, ref right6);
            Add<T, TLane, TTile>(7, ref Unsafe.Add(ref a4, aRow3), left, right, ref left7, ref right7);
            Add<T, TLane, TTile>(8, ref a8, left, right, ref left8, ref right8);
            Add<T, TLane, TTile>(9, ref Unsafe.Add(ref a8, aRow), left, right, ref left9, ref right9);
            Add<T, TLane, TTile>(10, ref Unsafe.Add(ref a8, aRow2), left, right, ref left10, ref right10);
            Add<T, TLane, TTile>(11, ref Unsafe.Add(ref a8, aRow3), left, right, ref left11, ref right11);
            a0 = ref Unsafe.Add(ref a0, aStep);
            a4 = ref TTile.Rows > 4 ? ref Unsafe.Add(ref a4, aStep) : ref a0;
            a8 = ref TTile.Rows > 8 ? ref Unsafe.Add(ref a8, aStep) : ref a0;
            row = ref Unsafe.Add(ref row, bStep);
        }

        Finish<T, TLane, TTile>(0, left0, right0, ref c, cRow, accumulate);
        Finish<T, TLane, TTile>(1, left1, right1, ref c, cRow, accumulate);
        Finish<T, TLane, TTile>(2, left2, right2, ref c, cRow, accumulate);
        Finish<T, TLane, TTile>(3, left3, right3, ref c, cRow, accumulate);
        Finish<T, TLane, TTile>(4, left4, right4, ref c, cRow, accumulate);
        Finish<T, TLane, TTile>(5, left5, right5, ref c, cRow, accumulate);
        Finish<T, TLane, TTile>(6, left6, right6, ref c, cRow, accumulate);
        Finish<T, TLane, TTile>(7, left7, right7, ref c, cRow, accumulate);
        Finish<T, TLane, TTile>(8, left8, right8, ref c, cRow, accumulate);
        Finish<T, TLane, TTile>(9, left9, right9, ref c, cRow, accumulate);
        Finish<T, TLane, TTile>(10, left10, right10, ref c, cRow, accumulate);
        Finish<T, TLane, TTile>(11, left11, right11, ref c, cRow, accumulate);
    }

    /// <summary>One step of one row of the tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<T, TLane, TTile>(int row, ref T a, TLane left, TLane right, ref TLane sumLeft, ref TLane sumRight)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLane : struct, ILane<TLane, T>
        where TTile : struct, IProductTile
    {
        if (TTile.Rows <= row)
        {
            return;
        }
        TLane element = TLane.Broadcast(a);
        sumLeft = TLane.MultiplyAdd(element, left, sumLeft);
        if (TTile.Vectors > 1)
        {
            sumRight = TLane.MultiplyAdd(element, right, sumRight);
        }
    }

    /// <summary>Writes one row of the tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<T, TLane, TTile>(int row, TLane left, TLane right, ref T c, nuint cRow, bool accumulate)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLane : struct, ILane<TLane, T>
        where TTile : struct, IProductTile
    {
        if (TTile.Rows <= row)
        {
            return;
        }
        ref T destination = ref Unsafe.Add(ref c, (nuint)row * cRow);
        TLane.Store(accumulate ? TLane.Load(ref destination, 0) + left : left, ref destination, 0);
        if (TTile.Vectors > 1)
        {
            nuint next = (nuint)TLane.Count;
            TLane.Store(accumulate ? TLane.Load(ref destination, next) + right : right, ref destination, next);
        }
    }
}
