using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Adds the decay of weights and makes each tensor's update as long as a share of the tensor itself, with the lengths of gradient and decay summed: LARS in its paper.</summary>
/// <remarks>
/// <para>
/// <c>u = η ‖p‖ / (‖g‖ + λ ‖p‖ + ε) · (g + λ p)</c> over each tensor; <c>u = g + λ p</c> where ‖p‖ or the divisor is 0. <see cref="ScaleByTrustRatio"/> after
/// <see cref="AddDecayedWeights"/> divides by <c>‖g + λ p‖</c> instead.
/// </para>
/// <para>Differences: PyTorch has no counterpart; Optax's <c>lars</c> is the other form.</para>
/// <para>Y. You, I. Gitman, B. Ginsburg, "Large Batch Training of Convolutional Networks", arXiv:1708.03888, 2017, Algorithm 1.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByLayerRate : IGradientTransformation
{
    /// <summary>The trust coefficient η; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    [NotNegative]
    public partial double TrustCoefficient { get; init; } = 0.001;

    /// <summary>The factor λ of the decay; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule WeightDecay { get; init; } = 0.0;

    /// <summary>What is added to the divisor, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; }

    /// <summary>Which tensors are scaled and decay; elsewhere gradients pass.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter Where { get; init; } = ParameterFilter.All;

    private static T Sums<T>(T parameter)
        where T : unmanaged, IFloatingPointIeee754<T> => parameter * parameter;

    private (double GradientFactor, double ParameterFactor) TensorCoefficients(long step, double slotNorm, double sum)
    {
        double decay = WeightDecay.At(step);
        double parameterNorm = Math.Sqrt(sum);
        double divisor = slotNorm + (decay * parameterNorm);
        double ratio = parameterNorm == 0 || divisor == 0 ? 1 : TrustCoefficient * parameterNorm / (divisor + Epsilon);
        return (ratio, ratio * decay);
    }

    private static T Rule<T>(T gradient, T parameter, T gradientFactor, T parameterFactor)
        where T : unmanaged, IFloatingPointIeee754<T> => (gradientFactor * gradient) + (parameterFactor * parameter);
}
