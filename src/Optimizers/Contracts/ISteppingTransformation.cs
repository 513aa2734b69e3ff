using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>
/// A transformation that has a step of its own, for speed: one that writes parameters and state in a single pass, and that can reuse donated
/// buffers. Callers use <see cref="OptimizerExtensions.Step"/>, which finds it.
/// </summary>
public interface ISteppingTransformation : IGradientTransformation
{
    /// <summary>Updates the parameters: the same, bit for bit, as <see cref="IGradientTransformation.Update"/> and adding the updates.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="parameters">The parameters.</param>
    /// <param name="gradients">The gradients at the parameters; never reused.</param>
    /// <param name="state">A state of this transformation.</param>
    /// <param name="inputs">What some rules need beyond gradients.</param>
    /// <param name="donate">Whether the buffers of parameters and state may be reused; both are dead afterwards.</param>
    /// <returns>The next parameters and state.</returns>
    StepResult<T> StepOnce<T>(
        TensorSet<T> parameters,
        TensorSet<T> gradients,
        OptimizerState<T> state,
        StepInputs<T>? inputs,
        bool donate
    )
        where T : unmanaged, IFloatingPointIeee754<T>;
}
