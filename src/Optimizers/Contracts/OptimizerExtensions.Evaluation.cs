using System.Numerics;

namespace Pullback.Optimizers;

public static partial class OptimizerExtensions
{
    /// <summary>
    /// The parameters to predict with: those of an optimizer that has others than it takes gradients at (see <see cref="IHasEvaluationParameters"/>), or of the
    /// last such one of a chain; for all the rest the parameters themselves.
    /// </summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="parameters">The parameters after a step.</param>
    /// <param name="state">The state after the step.</param>
    /// <returns>Parameters of the same layout.</returns>
    /// <exception cref="ArgumentException">The state is of another optimizer or layout.</exception>
    /// <exception cref="InvalidOperationException">The parameters or the state were donated to a later step.</exception>
    public static TensorSet<T> EvaluationParameters<T>(
        this IGradientTransformation optimizer,
        TensorSet<T> parameters,
        OptimizerState<T> state
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(state);
        return optimizer is IHasEvaluationParameters found ? found.EvaluationParameters(parameters, state) : parameters;
    }
}
