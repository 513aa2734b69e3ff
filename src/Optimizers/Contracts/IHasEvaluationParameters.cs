using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>
/// A transformation whose parameters are the point where gradients are taken, while another one, such as an average, is better to predict with.
/// </summary>
public interface IHasEvaluationParameters : IGradientTransformation
{
    /// <summary>The parameters to predict with.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="parameters">The parameters after the step; frozen tensors are taken from them.</param>
    /// <param name="state">The state after the step: of this transformation, or of a chain with it.</param>
    /// <returns>Parameters of the same layout.</returns>
    /// <exception cref="ArgumentException">The state is of another transformation or layout.</exception>
    /// <exception cref="InvalidOperationException">The parameters or the state were donated to a later step.</exception>
    TensorSet<T> EvaluationParameters<T>(TensorSet<T> parameters, OptimizerState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T>;
}
