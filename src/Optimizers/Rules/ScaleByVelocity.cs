using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Momentum with the learning rate inside the velocity, <c>v = μ v − α g</c>: the textbook form, and Nesterov's in changed variables.</summary>
/// <remarks>
/// <para>
/// <c>v = μ v − α g</c>, or <c>v = μ v − (1 − μ) α g</c> with <see cref="Averages"/>; <c>u = v</c>, or <c>u = −μ v_before + (1 + μ_next) v</c> with
/// <see cref="Nesterov"/>, where the parameters are the point <c>x + μ v</c> at which the gradient is taken, with the momentum of the step to come.
/// </para>
/// <para>
/// A change of the learning rate acts on new gradients only; with a constant one this equals <see cref="Trace"/> followed by
/// <see cref="ScaleByLearningRate"/>. It negates, so it ends a chain.
/// </para>
/// <para>Differences: PyTorch and Optax keep the learning rate outside the velocity: <see cref="Trace"/>.</para>
/// <para>
/// I. Sutskever, J. Martens, G. Dahl, G. Hinton, "On the importance of initialization and momentum in deep learning", ICML 2013, as in Stanford's CS231n
/// notes.
/// </para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByVelocity : IGradientTransformation
{
    /// <summary>The learning rate α; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 1e-2;

    /// <summary>The momentum μ: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Momentum { get; init; } = 0.9;

    /// <summary>Whether the update looks ahead.</summary>
    public bool Nesterov { get; init; }

    /// <summary>Whether the gradient enters the velocity with the weight 1 − μ, so that momentum does not lengthen the steps.</summary>
    public bool Averages { get; init; }

    private (double Momentum, double NegatedRate, double Back, double Ahead) Coefficients(long step)
    {
        double momentum = Momentum.At(step);
        double rate = LearningRate.At(step);
        double negatedRate = -(Averages ? (1 - momentum) * rate : rate);
        return Nesterov ? (momentum, negatedRate, momentum, MomentumAfter(step)) : (momentum, negatedRate, 0, 0);
    }

    /// <summary>The momentum of the step after one, which says where that step's gradient is taken.</summary>
    private double MomentumAfter(long step) => Momentum.At(Math.Max(step, unchecked(step + 1)));

    private static (T Update, T Velocity) Rule<T>(T gradient, T velocity, T momentum, T negatedRate, T back, T ahead)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T next = (momentum * velocity) + (negatedRate * gradient);
        return (next + ((ahead * next) - (back * velocity)), next);
    }
}
