using System.Numerics;

namespace Pullback.Ops.Kernels;

/// <summary>
/// Layer normalisation: every row is centred and divided by its standard deviation, then scaled and shifted feature by feature,
/// yᵢⱼ = (xᵢⱼ − μᵢ) · rᵢ · weightⱼ + biasⱼ with μᵢ the mean of row i and rᵢ = 1 / √(variance + ε), the variance without Bessel's correction.
/// </summary>
/// <remarks>
/// <para>
/// Source: J. L. Ba, J. R. Kiros, G. E. Hinton, <em>Layer Normalization</em>, 2016. ε is inside the root, as in PyTorch.
/// </para>
/// <para>
/// The variance is the mean square of the centred row (two passes), so a large common offset costs no accuracy. Sums have a fixed shape; a row's
/// result does not depend on its position. NaN and infinities follow IEEE 754: a row with a NaN or an infinity is NaN throughout.
/// </para>
/// </remarks>
public static partial class LayerNorm
{
    /// <summary>Normalises the rows and saves what <see cref="Backward"/> needs.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="input">rows × features.</param>
    /// <param name="weight">One factor a feature.</param>
    /// <param name="bias">One term a feature.</param>
    /// <param name="output">Receives rows × features; starts where the input starts or is disjoint from it.</param>
    /// <param name="mean">Receives μ, one element a row.</param>
    /// <param name="inverseDeviation">Receives r, one element a row.</param>
    /// <param name="rows">The number of samples.</param>
    /// <param name="features">The number of features.</param>
    /// <param name="epsilon">ε, added to the variance.</param>
    /// <exception cref="ArgumentException">A span has another length than its shape says, or an output overlaps another span with a shift.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative.</exception>
    public static void Forward<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> weight,
        ReadOnlySpan<T> bias,
        Span<T> output,
        Span<T> mean,
        Span<T> inverseDeviation,
        int rows,
        int features,
        double epsilon
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        KernelGuard.Size(rows);
        KernelGuard.Size(features);
        KernelGuard.Matrix(input, rows, features);
        KernelGuard.Length(weight, features);
        KernelGuard.Length(bias, features);
        KernelGuard.Matrix<T>(output, rows, features, nameof(output));
        KernelGuard.Length<T>(mean, rows, nameof(mean));
        KernelGuard.Length<T>(inverseDeviation, rows, nameof(inverseDeviation));
        KernelGuard.SameOrDisjoint(input, output);
        KernelGuard.Disjoint(weight, output);
        KernelGuard.Disjoint(bias, output);
        ForwardKernel<T> kernel = new(input, weight, bias, output, mean, inverseDeviation, features, epsilon);
        Lanes.Run<T, ForwardKernel<T>>(ref kernel);
    }

    /// <summary>
    /// The gradients with respect to the input, the weight and the bias. With x̂ = (x − μ) r and h = g · weight, the input's is
    /// r (h − mean(h) − x̂ mean(h x̂)), the weight's Σ g x̂ and the bias's Σ g over the rows.
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="input">What <see cref="Forward"/> was given: rows × features.</param>
    /// <param name="weight">One factor a feature.</param>
    /// <param name="mean">μ as saved.</param>
    /// <param name="inverseDeviation">r as saved.</param>
    /// <param name="outputGradient">g: rows × features.</param>
    /// <param name="inputGradient">
    /// Receives rows × features, or empty when nobody asks; starts where <paramref name="outputGradient"/> or the input starts or is disjoint from it.
    /// </param>
    /// <param name="weightGradient">Receives one element a feature, or empty when nobody asks.</param>
    /// <param name="biasGradient">Receives one element a feature, or empty when nobody asks.</param>
    /// <param name="rows">The number of samples.</param>
    /// <param name="features">The number of features.</param>
    /// <param name="accumulate">Whether weight and bias gradients are added to what their spans hold; the input's is always written.</param>
    /// <exception cref="ArgumentException">A span has another length than its shape says, or an output overlaps another span with a shift.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative.</exception>
    public static void Backward<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> weight,
        ReadOnlySpan<T> mean,
        ReadOnlySpan<T> inverseDeviation,
        ReadOnlySpan<T> outputGradient,
        Span<T> inputGradient,
        Span<T> weightGradient,
        Span<T> biasGradient,
        int rows,
        int features,
        bool accumulate = false
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        KernelGuard.Size(rows);
        KernelGuard.Size(features);
        KernelGuard.Matrix(input, rows, features);
        KernelGuard.Length(weight, features);
        KernelGuard.Length(mean, rows);
        KernelGuard.Length(inverseDeviation, rows);
        KernelGuard.Matrix(outputGradient, rows, features);
        CheckWanted<T>(inputGradient, rows * features, nameof(inputGradient));
        CheckWanted<T>(weightGradient, features, nameof(weightGradient));
        CheckWanted<T>(biasGradient, features, nameof(biasGradient));
        KernelGuard.SameOrDisjoint(outputGradient, inputGradient);
        KernelGuard.SameOrDisjoint(input, inputGradient);
        KernelGuard.Disjoint(weight, inputGradient);
        if (!accumulate)
        {
            weightGradient.Clear();
            biasGradient.Clear();
        }
        BackwardKernel<T> kernel = new(
            input,
            weight,
            mean,
            inverseDeviation,
            outputGradient,
            inputGradient,
            weightGradient,
            biasGradient
        );
        Lanes.Run<T, BackwardKernel<T>>(ref kernel);
    }

    /// <summary>An output that nobody asks for is empty.</summary>
    private static void CheckWanted<T>(ReadOnlySpan<T> output, int length, string name)
    {
        if (!output.IsEmpty)
        {
            KernelGuard.Length(output, length, name);
        }
    }
}
