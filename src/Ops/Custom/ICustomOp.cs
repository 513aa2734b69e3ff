using System.Numerics;

namespace Pullback.Ops;

/// <summary>
/// A differentiable operation given by hand-written span kernels, for what no scalar formula can say: something that mixes the
/// features of a sample. A graph takes it by <c>x.Custom&lt;RowNormalize&gt;()</c>.
/// </summary>
/// <remarks>
/// <para>
/// Implement it on a struct without fields (<c>default(TOp)</c> is what runs). Matrices are row-major, one sample a row. Both methods
/// must be pure: no state, no clock, no random source, nothing written but the last span; they may be called for any number of rows, and a
/// row's result must not depend on the rows around it, so that a batch may be cut in any way. All members are instance members, so that F#
/// structs implement it as they do any interface.
/// </para>
/// <para>
/// The gradient is the caller's claim; <c>GradientCheck.CustomOp&lt;TOp&gt;()</c> checks it against central differences.
/// </para>
/// </remarks>
/// <example>
/// Every row divided by its Euclidean norm, y = x / ‖x‖, whose gradient is dx = (g − y (g · y)) / ‖x‖:
/// <code>
/// public readonly struct RowNormalize : ICustomOp
/// {
///     public int OutputFeatures(int inputFeatures) =&gt; inputFeatures;
///
///     public void Forward&lt;T&gt;(ReadOnlySpan&lt;T&gt; input, Span&lt;T&gt; output, int rows, int inputFeatures)
///         where T : unmanaged, IFloatingPointIeee754&lt;T&gt;
///     {
///         for (int row = 0; row &lt; rows; row++)
///         {
///             ReadOnlySpan&lt;T&gt; x = input.Slice(row * inputFeatures, inputFeatures);
///             TensorPrimitives.Divide(x, TensorPrimitives.Norm(x), output.Slice(row * inputFeatures, inputFeatures));
///         }
///     }
///
///     public void Backward&lt;T&gt;(
///         ReadOnlySpan&lt;T&gt; input, ReadOnlySpan&lt;T&gt; output, ReadOnlySpan&lt;T&gt; outputGradient, Span&lt;T&gt; inputGradient, int rows, int inputFeatures)
///         where T : unmanaged, IFloatingPointIeee754&lt;T&gt;
///     {
///         for (int row = 0; row &lt; rows; row++)
///         {
///             Range features = (row * inputFeatures)..((row + 1) * inputFeatures);
///             T norm = TensorPrimitives.Norm(input[features]);
///             T along = TensorPrimitives.Dot(outputGradient[features], output[features]);
///             for (int i = features.Start.Value; i &lt; features.End.Value; i++)
///             {
///                 inputGradient[i] = (outputGradient[i] - (output[i] * along)) / norm;
///             }
///         }
///     }
/// }
/// </code>
/// </example>
public interface ICustomOp
{
    /// <summary>How many features the output has: the op's shape rule.</summary>
    /// <param name="inputFeatures">The number of features of the input.</param>
    /// <returns>The number of features of the output, at least one.</returns>
    /// <exception cref="ArgumentException">The op cannot take that many features; say which it takes.</exception>
    int OutputFeatures(int inputFeatures);

    /// <summary>Computes the output from the input.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="input">rows × inputFeatures.</param>
    /// <param name="output">rows × <see cref="OutputFeatures"/>; holds anything on entry and is written in full. Disjoint from the input.</param>
    /// <param name="rows">The number of samples, which may be zero.</param>
    /// <param name="inputFeatures">The number of features of the input.</param>
    void Forward<T>(ReadOnlySpan<T> input, Span<T> output, int rows, int inputFeatures)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>Computes the gradient of the loss with respect to the input from the one with respect to the output.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="input">What <see cref="Forward"/> was given: rows × inputFeatures.</param>
    /// <param name="output">What it gave: rows × <see cref="OutputFeatures"/>.</param>
    /// <param name="outputGradient">∂loss/∂output: rows × <see cref="OutputFeatures"/>.</param>
    /// <param name="inputGradient">
    /// Receives ∂loss/∂input: rows × inputFeatures; holds anything on entry and is written in full (not added to). Disjoint from the others.
    /// </param>
    /// <param name="rows">The number of samples, which may be zero.</param>
    /// <param name="inputFeatures">The number of features of the input.</param>
    void Backward<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> output,
        ReadOnlySpan<T> outputGradient,
        Span<T> inputGradient,
        int rows,
        int inputFeatures
    )
        where T : unmanaged, IFloatingPointIeee754<T>;
}
