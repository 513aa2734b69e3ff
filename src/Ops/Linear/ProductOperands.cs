using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pullback.Ops.Kernels;

/// <summary>
/// c = a · b or c += a · b, with each factor given by its first element and two strides, so that a transposed factor is the same memory with the
/// strides exchanged. The lengths have been checked.
/// </summary>
internal ref struct ProductOperands<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The first element of a.</summary>
    public ref T A;

    /// <summary>From an element of a to the one of the next row.</summary>
    public nuint ARow;

    /// <summary>From an element of a to the one of the next step of the inner dimension.</summary>
    public nuint AStep;

    /// <summary>The first element of b.</summary>
    public ref T B;

    /// <summary>From an element of b to the one of the next step of the inner dimension.</summary>
    public nuint BStep;

    /// <summary>From an element of b to the one of the next column; 1 or, of a transposed factor, the inner dimension.</summary>
    public nuint BColumn;

    /// <summary>The first element of c.</summary>
    public ref T C;

    /// <summary>From a row of c to the next; its columns are contiguous.</summary>
    public nuint CRow;

    /// <summary>The number of rows of c.</summary>
    public int Rows;

    /// <summary>The inner dimension.</summary>
    public int Depth;

    /// <summary>The number of columns of c.</summary>
    public int Columns;

    /// <summary>Whether the product is added to c.</summary>
    public bool Accumulate;

    /// <summary>The part of the product with the given rows of a and c.</summary>
    public readonly ProductOperands<T> SliceRows(int first, int end)
    {
        ProductOperands<T> slice = this;
        slice.A = ref Unsafe.Add(ref A, (nuint)first * ARow);
        slice.C = ref Unsafe.Add(ref C, (nuint)first * CRow);
        slice.Rows = end - first;
        return slice;
    }

    /// <summary>The part of the product with the given columns of b and c.</summary>
    public readonly ProductOperands<T> SliceColumns(int first, int end)
    {
        ProductOperands<T> slice = this;
        slice.B = ref Unsafe.Add(ref B, (nuint)first * BColumn);
        slice.C = ref Unsafe.Add(ref C, (nuint)first);
        slice.Columns = end - first;
        return slice;
    }

    /// <summary>The part of the product over the given steps of the inner dimension, added to the parts before it.</summary>
    public readonly ProductOperands<T> SliceDepth(int first, int end)
    {
        ProductOperands<T> slice = this;
        slice.A = ref Unsafe.Add(ref A, (nuint)first * AStep);
        slice.B = ref Unsafe.Add(ref B, (nuint)first * BStep);
        slice.Depth = end - first;
        slice.Accumulate = Accumulate || first > 0;
        return slice;
    }
}
