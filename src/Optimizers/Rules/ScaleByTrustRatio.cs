using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Makes each tensor's update as long as a share of the tensor itself: the layer-wise scaling of LARS and LAMB.</summary>
/// <remarks>
/// <para>
/// <c>u = g · η ‖p‖ / (‖g‖ + ε)</c> over each tensor, both norms at least <see cref="MinNorm"/>; <c>u = g</c> where either norm is 0. It comes before
/// <see cref="ScaleByLearningRate"/>, and after what shapes the direction.
/// </para>
/// <para>Differences: none; as Optax's <c>scale_by_trust_ratio</c>. PyTorch has no counterpart.</para>
/// <para>
/// Y. You, I. Gitman, B. Ginsburg, "Large Batch Training of Convolutional Networks", arXiv:1708.03888, 2017; Y. You et al., "Large Batch Optimization for Deep
/// Learning: Training BERT in 76 minutes", ICLR 2020.
/// </para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByTrustRatio : IGradientTransformation
{
    /// <summary>The trust coefficient η; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    [NotNegative]
    public partial double TrustCoefficient { get; init; } = 1;

    /// <summary>What is added to the norm of the update, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; }

    /// <summary>What both norms are raised to where they are less; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    [NotNegative]
    public partial double MinNorm { get; init; }

    /// <summary>Which tensors are scaled; elsewhere the update passes.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter Where { get; init; } = ParameterFilter.All;

    private static T Sums<T>(T parameter)
        where T : unmanaged, IFloatingPointIeee754<T> => parameter * parameter;

    private double TensorCoefficients(long step, double slotNorm, double sum)
    {
        double parameterNorm = Math.Max(Math.Sqrt(sum), MinNorm);
        double updateNorm = Math.Max(slotNorm, MinNorm);
        return parameterNorm == 0 || updateNorm == 0 ? 1 : TrustCoefficient * parameterNorm / (updateNorm + Epsilon);
    }

    private static T Rule<T>(T gradient, T trustRatio)
        where T : unmanaged, IFloatingPointIeee754<T> => trustRatio * gradient;
}
