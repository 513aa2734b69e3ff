using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Divides each tensor's gradient by the root of an average of its squared norms: the scaling of NovoGrad, one number of state for each tensor.</summary>
/// <remarks>
/// <para>
/// <c>v = β v + (1 − β) ‖g‖²</c> over each tensor, in the first step <c>v = ‖g‖²</c>; <c>u = g / (√(v + ε_root) + ε)</c>.
/// </para>
/// <para>Differences: none; as the first half of Optax's <c>scale_by_novograd</c>; the second is <see cref="AddDecayedWeights"/> and <see cref="Trace"/>.</para>
/// <para>
/// B. Ginsburg et al., "Stochastic Gradient Methods with Layer-wise Adaptive Moments for Training of Deep Networks", arXiv:1905.11286, 2019.
/// </para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByNormAverage : IGradientTransformation
{
    /// <summary>The decay rate of the average, β: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Decay { get; init; } = 0.25;

    /// <summary>What is added to the root, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-6;

    /// <summary>What is added under the root; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    [NotNegative]
    public partial double EpsilonRoot { get; init; }

    private (double Factor, double SquaredNorm) TensorCoefficients(long step, double slotNorm, double squaredNorm)
    {
        double decay = step == 0 ? 0 : Decay.At(step);
        double average = (decay * squaredNorm) + ((1 - decay) * slotNorm * slotNorm);
        double root = Math.Sqrt(average + EpsilonRoot) + Epsilon;
        // A tensor without any gradient stays where it is, also where ε is 0.
        return (root == 0 ? 0 : 1 / root, average);
    }

    private static T Rule<T>(T gradient, T factor)
        where T : unmanaged, IFloatingPointIeee754<T> => factor * gradient;
}
