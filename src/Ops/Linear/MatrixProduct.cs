using System.Numerics;
using System.Runtime.InteropServices;

namespace Pullback.Ops.Kernels;

/// <summary>
/// The product of two row-major matrices, and the two forms of it with a transposed factor that the gradient of a product is made of.
/// </summary>
/// <remarks>
/// <para>
/// An element c[i, j] is the sum of a[i, p] · b[p, j] in a fixed order: the inner dimension is cut into equal blocks of at most a fixed length,
/// each block is summed from its first product to its last (with <see cref="ILane{TSelf}.MultiplyAdd"/>), and the blocks are added in order. The
/// order depends on the inner dimension alone, so an element has the same bits whatever the number of rows and columns, the
/// vector width and the number of threads.
/// </para>
/// <para>
/// The result must not overlap a factor; the factors may be the same memory. Nothing is allocated once a thread's packing buffers have
/// grown to the largest product that it has met. NaN and infinities follow IEEE 754: nothing is skipped for being zero. A product
/// over an empty inner dimension is zero.
/// </para>
/// </remarks>
public static partial class MatrixProduct
{
    /// <summary>c = a · b, or c += a · b.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="a">The left factor, m × k.</param>
    /// <param name="b">The right factor, k × n.</param>
    /// <param name="c">The product, m × n.</param>
    /// <param name="m">The number of rows of the product.</param>
    /// <param name="k">The inner dimension.</param>
    /// <param name="n">The number of columns of the product.</param>
    /// <param name="accumulate">Whether the product is added to what <paramref name="c"/> holds.</param>
    /// <param name="degree">How many threads may share the work: its rows or columns are divided, never the inner dimension.</param>
    /// <exception cref="ArgumentException">A span has another length than its shape says, or <paramref name="c"/> overlaps a factor.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative, or <paramref name="degree"/> is below one.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void Multiply<T>(
        ReadOnlySpan<T> a,
        ReadOnlySpan<T> b,
        Span<T> c,
        int m,
        int k,
        int n,
        bool accumulate = false,
        int degree = 1
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckSizes<T>(m, k, n, degree);
        KernelGuard.Matrix(a, m, k);
        KernelGuard.Matrix(b, k, n);
        CheckProduct(a, b, c, m, n);
        Run(
            new ProductOperands<T>
            {
                A = ref MemoryMarshal.GetReference(a),
                ARow = (nuint)k,
                AStep = 1,
                B = ref MemoryMarshal.GetReference(b),
                BStep = (nuint)n,
                BColumn = 1,
                C = ref MemoryMarshal.GetReference(c),
                CRow = (nuint)n,
                Rows = m,
                Depth = k,
                Columns = n,
                Accumulate = accumulate,
            },
            default(NoEpilogue),
            degree,
            divideRows: m >= n
        );
    }

    /// <summary>c = aᵀ · b, or c += aᵀ · b: the weight gradient of a dense layer, inputᵀ · outputGradient.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="a">The left factor before it is transposed, k × m.</param>
    /// <param name="b">The right factor, k × n.</param>
    /// <param name="c">The product, m × n.</param>
    /// <param name="m">The number of rows of the product.</param>
    /// <param name="k">The inner dimension.</param>
    /// <param name="n">The number of columns of the product.</param>
    /// <param name="accumulate">Whether the product is added to what <paramref name="c"/> holds.</param>
    /// <param name="degree">How many threads may share the work: its rows or columns are divided, never the inner dimension.</param>
    /// <exception cref="ArgumentException">A span has another length than its shape says, or <paramref name="c"/> overlaps a factor.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative, or <paramref name="degree"/> is below one.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void MultiplyTransposedLeft<T>(
        ReadOnlySpan<T> a,
        ReadOnlySpan<T> b,
        Span<T> c,
        int m,
        int k,
        int n,
        bool accumulate = false,
        int degree = 1
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckSizes<T>(m, k, n, degree);
        KernelGuard.Matrix(a, k, m);
        KernelGuard.Matrix(b, k, n);
        CheckProduct(a, b, c, m, n);
        Run(
            new ProductOperands<T>
            {
                A = ref MemoryMarshal.GetReference(a),
                ARow = 1,
                AStep = (nuint)m,
                B = ref MemoryMarshal.GetReference(b),
                BStep = (nuint)n,
                BColumn = 1,
                C = ref MemoryMarshal.GetReference(c),
                CRow = (nuint)n,
                Rows = m,
                Depth = k,
                Columns = n,
                Accumulate = accumulate,
            },
            default(NoEpilogue),
            degree,
            divideRows: m >= n
        );
    }

    /// <summary>c = a · bᵀ, or c += a · bᵀ: the input gradient of a dense layer, outputGradient · weightᵀ.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="a">The left factor, m × k.</param>
    /// <param name="b">The right factor before it is transposed, n × k.</param>
    /// <param name="c">The product, m × n.</param>
    /// <param name="m">The number of rows of the product.</param>
    /// <param name="k">The inner dimension.</param>
    /// <param name="n">The number of columns of the product.</param>
    /// <param name="accumulate">Whether the product is added to what <paramref name="c"/> holds.</param>
    /// <param name="degree">How many threads may share the work: its rows or columns are divided, never the inner dimension.</param>
    /// <exception cref="ArgumentException">A span has another length than its shape says, or <paramref name="c"/> overlaps a factor.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative, or <paramref name="degree"/> is below one.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void MultiplyTransposedRight<T>(
        ReadOnlySpan<T> a,
        ReadOnlySpan<T> b,
        Span<T> c,
        int m,
        int k,
        int n,
        bool accumulate = false,
        int degree = 1
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckSizes<T>(m, k, n, degree);
        KernelGuard.Matrix(a, m, k);
        KernelGuard.Matrix(b, n, k);
        CheckProduct(a, b, c, m, n);
        Run(
            new ProductOperands<T>
            {
                A = ref MemoryMarshal.GetReference(a),
                ARow = (nuint)k,
                AStep = 1,
                B = ref MemoryMarshal.GetReference(b),
                BStep = 1,
                BColumn = (nuint)k,
                C = ref MemoryMarshal.GetReference(c),
                CRow = (nuint)n,
                Rows = m,
                Depth = k,
                Columns = n,
                Accumulate = accumulate,
            },
            default(NoEpilogue),
            degree,
            divideRows: m >= n
        );
    }

    private static void CheckSizes<T>(int m, int k, int n, int degree)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ElementType.Check<T>();
        KernelGuard.Size(m);
        KernelGuard.Size(k);
        KernelGuard.Size(n);
        KernelGuard.Degree(degree);
    }

    private static void CheckProduct<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int n)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        KernelGuard.Matrix<T>(c, m, n, nameof(c));
        KernelGuard.Disjoint(a, c, nameof(a), nameof(c));
        KernelGuard.Disjoint(b, c, nameof(b), nameof(c));
    }

    /// <summary>Computes the product of checked operands, alone or divided over threads, with an epilogue over finished rows.</summary>
    internal static void Run<T, TEpilogue>(ProductOperands<T> operands, TEpilogue epilogue, int degree, bool divideRows)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TEpilogue : struct, IRowEpilogue, allows ref struct
    {
        if (operands.Rows == 0)
        {
            return;
        }
        if (operands.Depth == 0 || operands.Columns == 0)
        {
            Empty(operands);
            epilogue.Run(0, operands.Rows);
            return;
        }
        ProductJob<T, TEpilogue> job = new(operands, epilogue, degree, divideRows);
        if (job.Parts == 1)
        {
            job.Execute(0);
        }
        else
        {
            Workers.Run(ref job, job.Parts, degree);
        }
    }

    /// <summary>A sum of no products is zero.</summary>
    private static void Empty<T>(ProductOperands<T> operands)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!operands.Accumulate)
        {
            MemoryMarshal.CreateSpan(ref operands.C, operands.Rows * operands.Columns).Clear();
        }
    }
}
