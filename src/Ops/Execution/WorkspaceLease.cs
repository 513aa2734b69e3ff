using System.Numerics;

namespace Pullback.Ops;

/// <summary>The writable buffers of a <see cref="Workspace{T}"/> during one call. Emitted code uses it; users see only the evaluation that it ends with.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly ref struct WorkspaceLease<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Workspace<T> workspace;
    private readonly TensorBuffer<T> gradients;
    private readonly TensorBuffer<T> prediction;
    private readonly TensorBuffer<T> inputGradients;

    internal WorkspaceLease(
        Workspace<T> workspace,
        TensorBuffer<T> gradients,
        TensorBuffer<T> prediction,
        TensorBuffer<T> inputGradients
    )
    {
        this.workspace = workspace;
        this.gradients = gradients;
        this.prediction = prediction;
        this.inputGradients = inputGradients;
    }

    /// <summary>How many threads the call may use.</summary>
    public int Degree => workspace.Degree;

    /// <summary>A buffer of the plan, with what an earlier call left in it.</summary>
    /// <param name="index">Its place in the layout of buffers.</param>
    /// <returns>The buffer, for as many rows as the largest batch has.</returns>
    public Span<T> Buffer(int index) => workspace.Buffer(index);

    /// <summary>The gradients of all parameters, padding included.</summary>
    public Span<T> Gradients => gradients.Span;

    /// <summary>
    /// The gradient of one parameter, with what an earlier call left in it: whoever computes it, writes all of it. That of a parameter that is not
    /// trainable is zero and stays so.
    /// </summary>
    /// <param name="slot">The parameter's slot.</param>
    /// <returns>Its elements.</returns>
    public Span<T> Gradient(int slot) => gradients.Slot(slot);

    /// <summary>The prediction, rows × features, to be written in full.</summary>
    public Span<T> Prediction => prediction.Slot(0);

    /// <summary>The gradient of an input, rows × features, to be written in full.</summary>
    /// <param name="index">Its place among the inputs that asked for one.</param>
    /// <returns>Its elements.</returns>
    public Span<T> InputGradient(int index) => inputGradients.Slot(index);

    /// <summary>Ends the writing.</summary>
    /// <param name="loss">The loss.</param>
    /// <returns>The evaluation, which lives until the workspace is used again.</returns>
    public Evaluation<T> Complete(T loss) => workspace.Complete(loss, gradients, prediction, inputGradients);

    /// <summary>Leaves the workspace.</summary>
    public void Dispose() => workspace.End();
}
