using System.Globalization;
using System.Numerics;

namespace Pullback.Optimizers;

public static partial class CurvatureEstimates
{
    /// <summary>The Gauss–Newton–Bartlett estimate of the curvature: the batch size times the squared gradients at labels that the model has drawn.</summary>
    /// <remarks>
    /// <para>
    /// <c>ĥ = B ĝ ⊙ ĝ</c>, where ĝ are the gradients of the mean loss of B examples, at labels drawn from the model's own predictions (<see cref="SampleLabels{T}(ReadOnlySpan{T}, Span{int}, RandomKey)"/>).
    /// It is never negative, costs one gradient, and is meant for a cross-entropy: its mean over the labels is the diagonal of the Gauss–Newton matrix.
    /// </para>
    /// <para>NaN in the gradients goes on into the estimate.</para>
    /// <para>H. Liu, Z. Li, D. Hall, P. Liang, T. Ma, "Sophia: A Scalable Stochastic Second-order Optimizer for Language Model Pre-training", ICLR 2024, Algorithm 2.</para>
    /// </remarks>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="sampledGradients">The gradients ĝ of the mean loss of the batch at the drawn labels.</param>
    /// <param name="batchSize">The number of examples B whose losses were averaged; at least 1.</param>
    /// <returns>The estimate, of the gradients' layout.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is less than 1.</exception>
    /// <exception cref="InvalidOperationException">The gradients were donated.</exception>
    public static TensorSet<T> GaussNewtonBartlett<T>(TensorSet<T> sampledGradients, int batchSize)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(sampledGradients);
        T size = T.CreateTruncating(Require.AtLeastOne(batchSize));
        return sampledGradients.Map(gradient => size * gradient * gradient);
    }

    /// <summary>Draws a label for each example from the distribution that the logits describe, <c>softmax(logits)</c>.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="logits">The logits, example after example; as many classes as there are logits for each label.</param>
    /// <param name="labels">Receives a label for each example, counted from 0.</param>
    /// <param name="key">What is drawn from: a new one for every step.</param>
    /// <exception cref="ArgumentException">The logits are not a whole number of rows, or a row has no distribution: a NaN, +∞, or nothing but −∞.</exception>
    public static void SampleLabels<T>(ReadOnlySpan<T> logits, Span<int> labels, RandomKey key)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (labels.Length == 0 ? logits.Length != 0 : logits.Length == 0 || logits.Length % labels.Length != 0)
        {
            throw new ArgumentException(
                $"logits must hold the same number of classes for each of {labels.Length} labels, but has length {logits.Length}.",
                nameof(logits)
            );
        }

        double[] draws = new double[labels.Length];
        key.FillUniform(draws);
        for (int i = 0; i < labels.Length; i++)
        {
            int classes = logits.Length / labels.Length;
            labels[i] = Draw(logits.Slice(i * classes, classes), draws[i], i);
        }
    }

    /// <summary>Draws a label for each example from the distribution that the logits describe, <c>softmax(logits)</c>.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="logits">The logits, example after example.</param>
    /// <param name="classes">How many logits an example has; at least 1.</param>
    /// <param name="key">What is drawn from: a new one for every step.</param>
    /// <returns>A label for each example, counted from 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">The logits are not a whole number of rows, or a row has no distribution: a NaN, +∞, or nothing but −∞.</exception>
    public static int[] SampleLabels<T>(T[] logits, int classes, RandomKey key)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(logits);
        _ = Require.AtLeastOne(classes);
        if (logits.Length % classes != 0)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"logits must hold {classes} numbers for each example, but has length {logits.Length}."
                ),
                nameof(logits)
            );
        }

        int[] labels = new int[logits.Length / classes];
        SampleLabels(logits, labels.AsSpan(), key);
        return labels;
    }

    /// <summary>The first class at which the distribution function exceeds a uniform number.</summary>
    private static int Draw<T>(ReadOnlySpan<T> logits, double uniform, int row)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double largest = double.NegativeInfinity;
        foreach (T logit in logits)
        {
            largest = Math.Max(largest, double.CreateTruncating(logit));
        }

        if (!double.IsFinite(largest))
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"logits must be finite or −∞, with a finite one in each row, but the largest of row {row} is {largest}."
                ),
                nameof(logits)
            );
        }

        double total = 0;
        foreach (T logit in logits)
        {
            total += Math.Exp(double.CreateTruncating(logit) - largest);
        }

        // The last class that is possible at all takes what rounding leaves over.
        int label = 0;
        double reached = 0;
        for (int i = 0; i < logits.Length && reached <= uniform * total; i++)
        {
            double weight = Math.Exp(double.CreateTruncating(logits[i]) - largest);
            reached += weight;
            label = weight > 0 ? i : label;
        }

        return label;
    }
}
