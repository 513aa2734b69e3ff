using System.Numerics;

namespace Pullback.Ops.Tests.Graphs;

// Elementwise and custom ops that are written by hand, so that these tests need no generator.

internal readonly struct Cube : IElementwiseOp
{
    public static string Name => "cube";

    public static int ConstantCount => 0;

    public static Initialization Initialization => Initialization.Xavier;

    public static T Evaluate<T>(T x, ReadOnlySpan<T> constants)
        where T : unmanaged, IFloatingPointIeee754<T> => x * x * x;
}

internal readonly struct Rectifier : IElementwiseOp
{
    public static string Name => "rectifier";

    public static int ConstantCount => 1;

    public static Initialization Initialization => Initialization.Kaiming;

    public static T Evaluate<T>(T x, ReadOnlySpan<T> constants)
        where T : unmanaged, IFloatingPointIeee754<T> => x > T.Zero ? x : constants[0] * x;
}

/// <summary>Sums neighbouring pairs of features: an op that changes the width.</summary>
internal readonly struct PairSum : ICustomOp
{
    public int OutputFeatures(int inputFeatures) =>
        inputFeatures % 2 == 0
            ? inputFeatures / 2
            : throw new ArgumentException($"PairSum needs an even number of features, not {inputFeatures}.");

    public void Forward<T>(ReadOnlySpan<T> input, Span<T> output, int rows, int inputFeatures)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < rows * inputFeatures / 2; i++)
        {
            output[i] = input[2 * i] + input[(2 * i) + 1];
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
        for (int i = 0; i < rows * inputFeatures; i++)
        {
            inputGradient[i] = outputGradient[i / 2];
        }
    }
}

/// <summary>x where it is positive, else exp(x) − 1.</summary>
internal readonly struct Elu : IElementwiseOp
{
    public static string Name => "elu";

    public static int ConstantCount => 0;

    public static Initialization Initialization => Initialization.Kaiming;

    public static T Evaluate<T>(T x, ReadOnlySpan<T> constants)
        where T : unmanaged, IFloatingPointIeee754<T> => x > T.Zero ? x : T.ExpM1(x);
}
