using System.Numerics;

namespace Pullback.Ops.Kernels;

/// <summary>Calls the kernels of a custom op through its type alone, whether it implements <see cref="ICustomOp"/> openly or, as in F#, explicitly.</summary>
public static class CustomKernel
{
    /// <summary>Runs the op's forward kernel.</summary>
    /// <typeparam name="TOp">The op.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="input">rows × inputFeatures.</param>
    /// <param name="output">rows × the op's output features; to be overwritten in full.</param>
    /// <param name="rows">The number of samples.</param>
    /// <param name="inputFeatures">The number of input features.</param>
    public static void Forward<TOp, T>(ReadOnlySpan<T> input, Span<T> output, int rows, int inputFeatures)
        where TOp : struct, ICustomOp
        where T : unmanaged, IFloatingPointIeee754<T> => default(TOp).Forward(input, output, rows, inputFeatures);

    /// <summary>Runs the op's backward kernel.</summary>
    /// <typeparam name="TOp">The op.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="input">What the forward kernel read.</param>
    /// <param name="output">What the forward kernel gave.</param>
    /// <param name="outputGradient">The gradient towards the output.</param>
    /// <param name="inputGradient">The gradient towards the input; to be overwritten in full.</param>
    /// <param name="rows">The number of samples.</param>
    /// <param name="inputFeatures">The number of input features.</param>
    public static void Backward<TOp, T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> output,
        ReadOnlySpan<T> outputGradient,
        Span<T> inputGradient,
        int rows,
        int inputFeatures
    )
        where TOp : struct, ICustomOp
        where T : unmanaged, IFloatingPointIeee754<T> =>
        default(TOp).Backward(input, output, outputGradient, inputGradient, rows, inputFeatures);

    /// <summary>Holds an op to the width that the graph was declared with.</summary>
    /// <typeparam name="TOp">The op.</typeparam>
    /// <param name="inputFeatures">The number of input features.</param>
    /// <param name="outputFeatures">The width that the declaration states.</param>
    /// <exception cref="InvalidOperationException">The op gives another width.</exception>
    public static void CheckWidth<TOp>(int inputFeatures, int outputFeatures)
        where TOp : struct, ICustomOp
    {
        int actual = default(TOp).OutputFeatures(inputFeatures);
        if (actual != outputFeatures)
        {
            throw new InvalidOperationException(
                FormattableString.Invariant(
                    $"{typeof(TOp).Name} is declared to give {outputFeatures} features, but its OutputFeatures gives {actual} for {inputFeatures} (declare it with Custom<{typeof(TOp).Name}>({actual}))."
                )
            );
        }
    }
}
