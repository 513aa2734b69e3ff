using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using static System.FormattableString;

namespace Pullback.Ops.Kernels;

/// <summary>
/// The cross-entropy of integer labels under the softmax of logits, averaged over the rows:
/// loss = meanᵢ (log Σⱼ exp(xᵢⱼ) − xᵢ,label(i)), with the gradient (softmax(xᵢ) − onehot(label(i))) / rows.
/// </summary>
/// <remarks>
/// <para>
/// A row's maximum is subtracted before the exponentials, so no finite logits overflow. The loss is the mean of what the formula gives in each row;
/// of no rows it is NaN (0/0). A NaN or +∞ among a row's logits makes its loss and gradient NaN; −∞ is a class of probability zero (and of infinite
/// loss, when it is the label).
/// </para>
/// <para>
/// The sum of a row, its logarithm and the mean are taken in double precision, with a fixed shape: the bits depend neither on the vector width nor, for a row, on its position.
/// </para>
/// </remarks>
public static partial class SoftmaxCrossEntropy
{
    /// <summary>Computes the loss and saves the softmax for <see cref="Backward"/>.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="logits">rows × classes.</param>
    /// <param name="labels">One class a row, from 0.</param>
    /// <param name="probabilities">Receives the softmax, rows × classes; starts where the logits start or is disjoint from them.</param>
    /// <param name="rows">The number of samples.</param>
    /// <param name="classes">The number of classes.</param>
    /// <returns>The mean loss.</returns>
    /// <exception cref="ArgumentException">A span has another length than its shape says, or they overlap with a shift.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is not a class; nothing has been written.</exception>
    public static T Forward<T>(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> probabilities, int rows, int classes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check<T>(logits, labels, probabilities, nameof(probabilities), rows, classes);
        LossKernel<T> kernel = new(logits, labels, probabilities, classes, gradientScale: null);
        Lanes.Run<T, LossKernel<T>>(ref kernel);
        return kernel.Loss;
    }

    /// <summary>The gradient with respect to the logits from what <see cref="Forward"/> saved.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="probabilities">The softmax, rows × classes.</param>
    /// <param name="labels">The labels that <see cref="Forward"/> was given.</param>
    /// <param name="lossGradient">The gradient that comes from above; 1 when the loss is what is minimised.</param>
    /// <param name="logitsGradient">Receives lossGradient · (probabilities − onehot) / rows; starts where the probabilities start or is disjoint.</param>
    /// <param name="rows">The number of samples.</param>
    /// <param name="classes">The number of classes.</param>
    /// <exception cref="ArgumentException">A span has another length than its shape says, or they overlap with a shift.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is not a class; nothing has been written.</exception>
    public static void Backward<T>(
        ReadOnlySpan<T> probabilities,
        ReadOnlySpan<int> labels,
        T lossGradient,
        Span<T> logitsGradient,
        int rows,
        int classes
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check<T>(probabilities, labels, logitsGradient, nameof(logitsGradient), rows, classes);
        GradientKernel<T> kernel = new(probabilities, labels, logitsGradient, classes, lossGradient / T.CreateTruncating(rows));
        Lanes.Run<T, GradientKernel<T>>(ref kernel);
    }

    /// <summary>
    /// The loss and its gradient with respect to the logits at once; the same bits as <see cref="Forward"/> and <see cref="Backward"/> with a loss gradient of 1.
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="logits">rows × classes.</param>
    /// <param name="labels">One class a row, from 0.</param>
    /// <param name="logitsGradient">Receives (softmax − onehot) / rows; starts where the logits start or is disjoint from them.</param>
    /// <param name="rows">The number of samples.</param>
    /// <param name="classes">The number of classes.</param>
    /// <returns>The mean loss.</returns>
    /// <exception cref="ArgumentException">A span has another length than its shape says, or they overlap with a shift.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is not a class; nothing has been written.</exception>
    public static T ForwardBackward<T>(
        ReadOnlySpan<T> logits,
        ReadOnlySpan<int> labels,
        Span<T> logitsGradient,
        int rows,
        int classes
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check<T>(logits, labels, logitsGradient, nameof(logitsGradient), rows, classes);
        LossKernel<T> kernel = new(logits, labels, logitsGradient, classes, T.One / T.CreateTruncating(rows));
        Lanes.Run<T, LossKernel<T>>(ref kernel);
        return kernel.Loss;
    }

    /// <summary>Refuses labels that are not classes, before anything is written.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="classes">The number of classes.</param>
    /// <exception cref="ArgumentOutOfRangeException">A label is negative or not below <paramref name="classes"/>; the message says which.</exception>
    public static void CheckLabels(ReadOnlySpan<int> labels, int classes)
    {
        for (int row = 0; row < labels.Length; row++)
        {
            if ((uint)labels[row] >= (uint)classes)
            {
                WrongLabel(row, labels[row], classes, nameof(labels));
            }
        }
    }

    private static void Check<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<int> labels,
        ReadOnlySpan<T> output,
        string outputName,
        int rows,
        int classes,
        [CallerArgumentExpression(nameof(input))] string inputName = ""
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        KernelGuard.Size(rows);
        KernelGuard.Size(classes);
        KernelGuard.Matrix(input, rows, classes, inputName);
        KernelGuard.Length(labels, rows);
        KernelGuard.Matrix(output, rows, classes, outputName);
        KernelGuard.SameOrDisjoint(input, output, inputName, outputName);
        CheckLabels(labels, classes);
    }

    [DoesNotReturn]
    private static void WrongLabel(int row, int label, int classes, string name) =>
        throw new ArgumentOutOfRangeException(
            name,
            Invariant($"{name}[{row}] is {label} but must be at least 0 and less than {classes}, the number of classes.")
        );
}
