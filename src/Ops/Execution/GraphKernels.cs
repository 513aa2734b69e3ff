using System.Numerics;

namespace Pullback.Ops;

/// <summary>
/// The emitted kernels of one graph for one element type, with inputs by name: a handle for code that works with any graph, so that checks test the
/// code that runs. The generator implements it beside the typed methods of the user's class, which are what users call.
/// </summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class GraphKernels<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Names and shapes of the parameters.</summary>
    public abstract TensorLayout Layout { get; }

    /// <summary>Draws the first parameters.</summary>
    /// <param name="key">The key: the same key gives the same parameters.</param>
    /// <returns>The parameters.</returns>
    public abstract TensorSet<T> Initialize(RandomKey key);

    /// <summary>The loss of one batch, with its gradients.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="inputs">The batch: every input, labels and target of the graph.</param>
    /// <param name="key">The key of this step; a graph without dropout ignores it.</param>
    /// <param name="workspace">Buffers to use, or null for fresh ones.</param>
    /// <returns>Loss, gradients and prediction.</returns>
    /// <exception cref="NotSupportedException">The graph has no loss.</exception>
    /// <exception cref="ArgumentException">A layout or a length is wrong, or a label is out of range.</exception>
    public abstract Evaluation<T> Evaluate(
        TensorSet<T> parameters,
        GraphInputs<T> inputs,
        RandomKey key,
        Workspace<T>? workspace = null
    );

    /// <summary>The prediction for one batch, without dropout.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="inputs">The batch; labels and targets are not needed.</param>
    /// <returns>[batch, features], row-major.</returns>
    public abstract T[] Predict(TensorSet<T> parameters, GraphInputs<T> inputs);

    /// <summary>How many elements <see cref="Forward"/> saves for <see cref="Backward"/>.</summary>
    /// <param name="batchSize">How many samples the batch has.</param>
    /// <returns>The length of the span.</returns>
    public abstract int SavedLength(int batchSize);

    /// <summary>The forward kernel as in training (with dropout): computes the prediction, and saves what the backward kernel reads.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="inputs">The batch; labels and targets are not needed.</param>
    /// <param name="key">The key of this step; a graph without dropout ignores it.</param>
    /// <param name="saved">Receives what is saved: <see cref="SavedLength"/> elements.</param>
    /// <param name="output">Receives the prediction, [batch, features].</param>
    public abstract void Forward(TensorSet<T> parameters, GraphInputs<T> inputs, RandomKey key, Span<T> saved, Span<T> output);

    /// <summary>The backward kernel: the gradients of ⟨outputGradient, prediction⟩.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="inputs">The batch of the forward call.</param>
    /// <param name="key">The key of the forward call.</param>
    /// <param name="saved">What the forward call saved; its contents are used up.</param>
    /// <param name="outputGradient">The gradient with respect to the prediction, [batch, features].</param>
    /// <param name="parameterGradients">Receives the gradients of the parameters: <see cref="TensorLayout.BufferLength"/> elements.</param>
    /// <param name="inputGradients">Receives the gradients of the inputs that asked for one, in declaration order, one after another.</param>
    public abstract void Backward(
        TensorSet<T> parameters,
        GraphInputs<T> inputs,
        RandomKey key,
        Span<T> saved,
        ReadOnlySpan<T> outputGradient,
        Span<T> parameterGradients,
        Span<T> inputGradients
    );

    /// <summary>Buffers for batches up to a size.</summary>
    /// <param name="batchSize">The largest batch.</param>
    /// <returns>The workspace.</returns>
    public abstract Workspace<T> CreateWorkspace(int batchSize);
}
