using System.Globalization;
using System.Numerics;

namespace Pullback.Ops;

/// <summary>
/// Preallocated buffers of one graph, for batches up to a size: activations, gradients and prediction, so that a training step allocates next to
/// nothing. The emitted <c>CreateWorkspace</c> makes one.
/// </summary>
/// <remarks>
/// A workspace serves one call at a time; a second call meanwhile throws. It reuses the memory of the evaluation that it gave last: that
/// evaluation's tensors die when the workspace is used again, and say so. Take a <c>Copy()</c> of what has to live longer.
/// </remarks>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Workspace<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly string owner;
    private readonly TensorBuffer<T> scratch;
    private readonly ReusedSet<T> gradients;
    private readonly ReusedSet<T> prediction;
    private readonly ReusedSet<T> inputGradients;
    private int busy;

    /// <summary>Allocates the buffers. Emitted code calls it.</summary>
    /// <param name="owner">The full name of the class of the graph, which messages show and calls are checked against.</param>
    /// <param name="maxBatchSize">The largest batch.</param>
    /// <param name="parameters">The layout of the parameters, and so of their gradients.</param>
    /// <param name="buffers">The buffers of the plan, by name, for <paramref name="maxBatchSize"/> rows.</param>
    /// <param name="predictionFeatures">How many features the prediction has.</param>
    /// <param name="gradientInputs">Name and features of the inputs whose gradient is wanted.</param>
    /// <param name="degree">How many threads a call may use.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch size or the degree is below one.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public Workspace(
        string owner,
        int maxBatchSize,
        TensorLayout parameters,
        TensorLayout buffers,
        int predictionFeatures,
        IReadOnlyList<(string Name, int Features)>? gradientInputs = null,
        int degree = 1
    )
    {
        ElementType.Check<T>();
        ArgumentException.ThrowIfNullOrEmpty(owner);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(degree, 1);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(buffers);
        this.owner = owner;
        MaxBatchSize = maxBatchSize;
        Degree = degree;
        IReadOnlyList<(string Name, int Features)> inputs = gradientInputs ?? [];
        scratch = TensorBuffer<T>.Allocate(buffers);
        gradients = new ReusedSet<T>(_ => parameters, dependsOnRows: false);
        prediction = new ReusedSet<T>(
            rows => new TensorLayout([("prediction", new Shape(rows, predictionFeatures))]),
            dependsOnRows: true
        );
        inputGradients = new ReusedSet<T>(
            rows => new TensorLayout(inputs.Select(input => (input.Name, new Shape(rows, input.Features)))),
            dependsOnRows: inputs.Count > 0
        );
    }

    /// <summary>The largest batch that it serves.</summary>
    public int MaxBatchSize { get; }

    /// <summary>How many threads a call may use; results do not depend on it.</summary>
    public int Degree { get; }

    /// <summary>Enters the workspace for one call, and ends the life of the evaluation before. Emitted code calls it.</summary>
    /// <param name="caller">The full name of the class of the graph that calls.</param>
    /// <param name="rows">How many samples the batch has.</param>
    /// <param name="parameters">The parameters of the call, which must not be what the workspace is about to overwrite.</param>
    /// <returns>The buffers; dispose it to leave the workspace.</returns>
    /// <exception cref="ArgumentException">The workspace belongs to another graph, is too small, or holds the parameters themselves.</exception>
    /// <exception cref="InvalidOperationException">Another call is using the workspace.</exception>
    public WorkspaceLease<T> Begin(string caller, int rows, TensorSet<T> parameters)
    {
        if (!string.Equals(caller, owner, StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"The workspace belongs to {owner}, but {caller} was called with it: use {caller}.CreateWorkspace."
            );
        }
        if (rows > MaxBatchSize)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The batch has {rows} samples, but the workspace is for at most {MaxBatchSize}."
                )
            );
        }
        if (Interlocked.CompareExchange(ref busy, 1, 0) != 0)
        {
            throw new InvalidOperationException(
                $"The workspace of {owner} is in use by another call: it serves one at a time. Create one for each thread."
            );
        }
        try
        {
            if (gradients.Shares(parameters) || inputGradients.Shares(parameters))
            {
                throw new ArgumentException(
                    "The parameters are tensors of the workspace's own last evaluation, which this call would overwrite: pass a Copy().",
                    nameof(parameters)
                );
            }
            return new WorkspaceLease<T>(this, gradients.Rent(rows), prediction.Rent(rows), inputGradients.Rent(rows));
        }
        catch
        {
            End();
            throw;
        }
    }

    /// <summary>What it is for, and how large.</summary>
    /// <returns>One line.</returns>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Workspace of {owner}: batches up to {MaxBatchSize}, {scratch.Layout.BufferLength} elements of scratch, degree {Degree}"
        );

    internal Span<T> Buffer(int index) => scratch.Slot(index);

    internal Evaluation<T> Complete(
        T loss,
        TensorBuffer<T> gradientBuffer,
        TensorBuffer<T> predictionBuffer,
        TensorBuffer<T> inputGradientBuffer
    ) =>
        new(
            loss,
            gradients.Freeze(gradientBuffer),
            prediction.Freeze(predictionBuffer)[0],
            inputGradientBuffer.Layout.Slots.Count == 0 ? null : inputGradients.Freeze(inputGradientBuffer)
        );

    internal void End() => Volatile.Write(ref busy, 0);
}
