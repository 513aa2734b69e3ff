using System.Numerics;
using System.Runtime.InteropServices;

namespace Pullback.Ops.Kernels;

/// <summary>The dense layer: output = epilogue(input · weight), with the epilogue run on rows as soon as they are complete.</summary>
/// <remarks>
/// Its gradients are products: with g = ∂loss/∂(input · weight), the weight's is <see cref="MatrixProduct.MultiplyTransposedLeft"/>(input, g), the
/// input's is <see cref="MatrixProduct.MultiplyTransposedRight"/>(g, weight), and the bias's is <see cref="ColumnSum"/>(g).
/// </remarks>
public static class Dense
{
    /// <summary>Multiplies and runs the epilogue over each block of finished rows.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TEpilogue">The epilogue; a ref struct may hold the spans that it works on.</typeparam>
    /// <param name="input">rows × inputs.</param>
    /// <param name="weight">inputs × outputs.</param>
    /// <param name="output">rows × outputs; disjoint from the factors.</param>
    /// <param name="rows">The number of samples.</param>
    /// <param name="inputs">The number of input features.</param>
    /// <param name="outputs">The number of output features.</param>
    /// <param name="epilogue">Called for blocks of rows that together are all rows, each once.</param>
    /// <param name="degree">How many threads may share the work. The rows are divided, so the bits do not depend on it.</param>
    /// <exception cref="ArgumentException">A span has another length than its shape says, or the output overlaps a factor.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative, or <paramref name="degree"/> is below one.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void Forward<T, TEpilogue>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> weight,
        Span<T> output,
        int rows,
        int inputs,
        int outputs,
        ref TEpilogue epilogue,
        int degree = 1
    )
        where T : unmanaged, IFloatingPointIeee754<T>
        where TEpilogue : struct, IRowEpilogue, allows ref struct
    {
        ElementType.Check<T>();
        KernelGuard.Size(rows);
        KernelGuard.Size(inputs);
        KernelGuard.Size(outputs);
        KernelGuard.Degree(degree);
        KernelGuard.Matrix(input, rows, inputs);
        KernelGuard.Matrix(weight, inputs, outputs);
        KernelGuard.Matrix<T>(output, rows, outputs, nameof(output));
        KernelGuard.Disjoint(input, output);
        KernelGuard.Disjoint(weight, output);
        MatrixProduct.Run(
            new ProductOperands<T>
            {
                A = ref MemoryMarshal.GetReference(input),
                ARow = (nuint)inputs,
                AStep = 1,
                B = ref MemoryMarshal.GetReference(weight),
                BStep = (nuint)outputs,
                BColumn = 1,
                C = ref MemoryMarshal.GetReference(output),
                CRow = (nuint)outputs,
                Rows = rows,
                Depth = inputs,
                Columns = outputs,
            },
            epilogue,
            degree,
            divideRows: true
        );
    }

    /// <summary>output = input · weight + bias.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="input">rows × inputs.</param>
    /// <param name="weight">inputs × outputs.</param>
    /// <param name="bias">outputs, or empty for none.</param>
    /// <param name="output">rows × outputs; disjoint from the others.</param>
    /// <param name="rows">The number of samples.</param>
    /// <param name="inputs">The number of input features.</param>
    /// <param name="outputs">The number of output features.</param>
    /// <param name="degree">How many threads may share the work.</param>
    /// <exception cref="ArgumentException">A span has another length than its shape says, or the output overlaps an input.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative, or <paramref name="degree"/> is below one.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void Forward<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> weight,
        ReadOnlySpan<T> bias,
        Span<T> output,
        int rows,
        int inputs,
        int outputs,
        int degree = 1
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (bias.IsEmpty)
        {
            NoEpilogue none = default;
            Forward(input, weight, output, rows, inputs, outputs, ref none, degree);
            return;
        }
        KernelGuard.Length(bias, outputs);
        KernelGuard.Disjoint(bias, output);
        AddBias<T> epilogue = new(output, bias);
        Forward(input, weight, output, rows, inputs, outputs, ref epilogue, degree);
    }

    private readonly ref struct AddBias<T>(Span<T> output, ReadOnlySpan<T> bias) : IRowEpilogue
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Span<T> output = output;
        private readonly ReadOnlySpan<T> bias = bias;

        public void Run(int firstRow, int endRow)
        {
            for (int row = firstRow; row < endRow; row++)
            {
                Accumulate.Add(bias, output.Slice(row * bias.Length, bias.Length));
            }
        }
    }
}
