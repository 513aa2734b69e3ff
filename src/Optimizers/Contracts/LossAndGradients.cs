using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>What a gradient function returns (<see cref="StepInputs{T}.Gradient"/>).</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Loss">The loss at the parameters.</param>
/// <param name="Gradients">Its gradients, of the parameters' layout.</param>
public readonly record struct LossAndGradients<T>(double Loss, TensorSet<T> Gradients)
    where T : unmanaged, IFloatingPointIeee754<T>;
