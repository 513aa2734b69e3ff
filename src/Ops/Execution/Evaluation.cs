using System.Numerics;

namespace Pullback.Ops;

/// <summary>What one batch gives: the loss, its gradients, and the prediction.</summary>
/// <remarks>
/// An evaluation that was made with a workspace lives in it: its tensors die when the workspace is used again, and say so. The loss stays.
/// </remarks>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Evaluation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Collects what was computed.</summary>
    /// <param name="loss">The mean loss over the batch.</param>
    /// <param name="gradients">The gradients, in the layout of the parameters.</param>
    /// <param name="prediction">The prediction, [batch, features].</param>
    /// <param name="inputGradients">The gradients of the inputs that asked for one; null for none.</param>
    /// <param name="modelState">New running statistics; null for none.</param>
    public Evaluation(
        T loss,
        TensorSet<T> gradients,
        TensorView<T> prediction,
        TensorSet<T>? inputGradients = null,
        TensorSet<T>? modelState = null
    )
    {
        ArgumentNullException.ThrowIfNull(gradients);
        Loss = loss;
        Gradients = gradients;
        Prediction = prediction;
        InputGradients = inputGradients ?? EmptySet<T>.Instance;
        ModelState = modelState ?? EmptySet<T>.Instance;
    }

    /// <summary>The mean loss over the batch.</summary>
    public T Loss { get; }

    /// <summary>∂loss/∂parameter, in the layout of the parameters. The gradient of a parameter that is not trainable is zero, and was not computed.</summary>
    public TensorSet<T> Gradients { get; }

    /// <summary>The prediction for the batch, [batch, features], as it was in training: with dropout.</summary>
    public TensorView<T> Prediction { get; }

    /// <summary>∂loss/∂input for each input declared with <c>gradient: true</c>, [batch, features], under the input's name.</summary>
    public TensorSet<T> InputGradients { get; }

    /// <summary>The model state after this batch, such as running statistics; empty for models that have none.</summary>
    public TensorSet<T> ModelState { get; }

    /// <summary>The loss and the size of the gradients.</summary>
    /// <returns>One line; it never throws, whether the tensors are alive or not.</returns>
    public override string ToString() =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"Evaluation: loss {Loss}{(Gradients.IsDonated ? " (its workspace was used again)" : "")}"
        );
}

/// <summary>The set without tensors, which every evaluation without model state shares.</summary>
internal static class EmptySet<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static readonly TensorSet<T> Instance = TensorSet<T>.Zeros(TensorLayout.Empty);
}
