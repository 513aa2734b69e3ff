using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>
/// A pure function from gradients to updates, with a state: the one contract of everything in this library. An optimizer is a transformation whose
/// updates are <em>added</em> to the parameters (see <see cref="OptimizerExtensions.Step"/>).
/// </summary>
/// <remarks>
/// <para>
/// Transformations compose by <see cref="Chain"/>. Most are written as a scalar formula under <see cref="UpdateRuleAttribute"/>; the interface can be
/// implemented by hand as well, and from F# by an object expression. It has no static members, so that both languages can use it as a type.
/// </para>
/// <para>An implementation changes nothing that it is given, and the same arguments give the same bits.</para>
/// </remarks>
public interface IGradientTransformation
{
    /// <summary>The state before the first update.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="parameters">The parameters: their layout, and their values where the state starts from them (they are copied).</param>
    /// <returns>The state at step 0.</returns>
    OptimizerState<T> Init<T>(TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>Turns gradients into updates, and the state into the next one.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="gradients">The gradients, or what an earlier transformation made of them; of the parameters' layout.</param>
    /// <param name="state">A state of this transformation, from <see cref="Init"/> or an earlier update.</param>
    /// <param name="parameters">The parameters at which the gradients were taken.</param>
    /// <param name="inputs">What some rules need beyond gradients: a loss, a metric, a gradient function, a curvature.</param>
    /// <returns>Updates of the parameters' layout, and the next state.</returns>
    /// <exception cref="ArgumentException">The gradients have another layout, or the state is of another transformation or layout.</exception>
    /// <exception cref="InvalidOperationException">An argument was donated to an earlier step, or an input that the rule needs is missing.</exception>
    TransformationResult<T> Update<T>(
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs = null
    )
        where T : unmanaged, IFloatingPointIeee754<T>;
}
