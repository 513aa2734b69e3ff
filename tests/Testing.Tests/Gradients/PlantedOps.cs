using System.Numerics;
using Pullback.Ops;

namespace Pullback.Testing.Tests.Gradients;

/// <summary>y[r, c] = (c + 1) · x[r, c]², right.</summary>
public readonly struct WeightedSquare : ICustomOp
{
    public int OutputFeatures(int inputFeatures) => inputFeatures;

    public void Forward<T>(ReadOnlySpan<T> input, Span<T> output, int rows, int inputFeatures)
        where T : unmanaged, IFloatingPointIeee754<T> => Squares.Forward(input, output, rows, inputFeatures);

    public void Backward<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> output,
        ReadOnlySpan<T> outputGradient,
        Span<T> inputGradient,
        int rows,
        int inputFeatures
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < input.Length; i++)
        {
            inputGradient[i] = Squares.Slope(input[i], i % inputFeatures) * outputGradient[i];
        }
    }
}

/// <summary>Rows and columns of the upstream gradient are exchanged.</summary>
public readonly struct SwappedIndex : ICustomOp
{
    public int OutputFeatures(int inputFeatures) => inputFeatures;

    public void Forward<T>(ReadOnlySpan<T> input, Span<T> output, int rows, int inputFeatures)
        where T : unmanaged, IFloatingPointIeee754<T> => Squares.Forward(input, output, rows, inputFeatures);

    public void Backward<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> output,
        ReadOnlySpan<T> outputGradient,
        Span<T> inputGradient,
        int rows,
        int inputFeatures
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < inputFeatures; column++)
            {
                int i = row * inputFeatures + column;
                inputGradient[i] = Squares.Slope(input[i], column) * outputGradient[column * rows + row];
            }
        }
    }
}

/// <summary>The elements after the last full vector are treated as if they began one element earlier.</summary>
public readonly struct WrongLastPartialVector : ICustomOp
{
    public int OutputFeatures(int inputFeatures) => inputFeatures;

    public void Forward<T>(ReadOnlySpan<T> input, Span<T> output, int rows, int inputFeatures)
        where T : unmanaged, IFloatingPointIeee754<T> => Squares.Forward(input, output, rows, inputFeatures);

    public void Backward<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> output,
        ReadOnlySpan<T> outputGradient,
        Span<T> inputGradient,
        int rows,
        int inputFeatures
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int whole = input.Length - input.Length % Vector<T>.Count;
        for (int i = 0; i < input.Length; i++)
        {
            int from = i < whole || i == 0 ? i : i - 1;
            inputGradient[i] = Squares.Slope(input[from], i % inputFeatures) * outputGradient[i];
        }
    }
}

/// <summary>The derivative alone, as if every upstream gradient were one.</summary>
public readonly struct ForgottenUpstream : ICustomOp
{
    public int OutputFeatures(int inputFeatures) => inputFeatures;

    public void Forward<T>(ReadOnlySpan<T> input, Span<T> output, int rows, int inputFeatures)
        where T : unmanaged, IFloatingPointIeee754<T> => Squares.Forward(input, output, rows, inputFeatures);

    public void Backward<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> output,
        ReadOnlySpan<T> outputGradient,
        Span<T> inputGradient,
        int rows,
        int inputFeatures
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < input.Length; i++)
        {
            inputGradient[i] = Squares.Slope(input[i], i % inputFeatures);
        }
    }
}

/// <summary>y = [x, x²]: x is used twice. The gradient of the second use overwrites that of the first instead of being added.</summary>
public readonly struct DroppedAccumulation : ICustomOp
{
    public int OutputFeatures(int inputFeatures) => 2 * inputFeatures;

    public void Forward<T>(ReadOnlySpan<T> input, Span<T> output, int rows, int inputFeatures)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < inputFeatures; column++)
            {
                T x = input[row * inputFeatures + column];
                output[2 * row * inputFeatures + column] = x;
                output[(2 * row + 1) * inputFeatures + column] = x * x;
            }
        }
    }

    public void Backward<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> output,
        ReadOnlySpan<T> outputGradient,
        Span<T> inputGradient,
        int rows,
        int inputFeatures
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < inputFeatures; column++)
            {
                int i = row * inputFeatures + column;
                inputGradient[i] = outputGradient[2 * row * inputFeatures + column];
                inputGradient[i] = (input[i] + input[i]) * outputGradient[(2 * row + 1) * inputFeatures + column];
            }
        }
    }
}

/// <summary>The last element of the gradient is never written.</summary>
public readonly struct UnwrittenElement : ICustomOp
{
    public int OutputFeatures(int inputFeatures) => inputFeatures;

    public void Forward<T>(ReadOnlySpan<T> input, Span<T> output, int rows, int inputFeatures)
        where T : unmanaged, IFloatingPointIeee754<T> => Squares.Forward(input, output, rows, inputFeatures);

    public void Backward<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> output,
        ReadOnlySpan<T> outputGradient,
        Span<T> inputGradient,
        int rows,
        int inputFeatures
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < input.Length - 1; i++)
        {
            inputGradient[i] = Squares.Slope(input[i], i % inputFeatures) * outputGradient[i];
        }
    }
}

internal static class Squares
{
    public static void Forward<T>(ReadOnlySpan<T> input, Span<T> output, int rows, int features)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < rows * features; i++)
        {
            output[i] = T.CreateChecked(i % features + 1) * input[i] * input[i];
        }
    }

    public static T Slope<T>(T x, int column)
        where T : unmanaged, IFloatingPointIeee754<T> => T.CreateChecked(2 * (column + 1)) * x;
}
