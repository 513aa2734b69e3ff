using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>A running mean of what comes in: momentum in its averaged form.</summary>
/// <remarks>
/// <para>
/// <c>m = μ m + (1 − μ) g</c>, <c>u = m</c>, or <c>u = m / (1 − μᵗ)</c> with <see cref="BiasCorrection"/>. With <see cref="Nesterov"/>,
/// <c>u = μ m + (1 − μ) g</c>, where the correction divides m by <c>1 − μᵗ⁺¹</c> and g by <c>1 − μᵗ</c>.
/// </para>
/// <para>Unlike <see cref="Trace"/>, it does not change the size of a constant gradient.</para>
/// <para>Differences: none; as Optax's <c>ema</c>, and with <see cref="Nesterov"/> its <c>scale_by_adam</c> before the division. PyTorch has no counterpart.</para>
/// <para>B. T. Polyak, "Some methods of speeding up the convergence of iteration methods", 1964, in the averaged form.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByAverage : IGradientTransformation
{
    /// <summary>The decay rate of the mean, μ: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Decay { get; init; } = 0.9;

    /// <summary>Whether the mean is divided by the weight that it has gathered.</summary>
    public bool BiasCorrection { get; init; }

    /// <summary>Whether the mean looks ahead by one step.</summary>
    public bool Nesterov { get; init; }

    /// <summary>Which tensors the rule applies to; elsewhere what comes in goes out, and no state is kept.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter Where { get; init; } = ParameterFilter.All;

    private (double Decay, double Share, double MeanWeight, double GradientWeight) Coefficients(long step)
    {
        double decay = Decay.At(step);
        (double mean, double gradient) = MeanWeights.Direction(decay, step, BiasCorrection, Nesterov);
        return (decay, 1 - decay, mean, gradient);
    }

    private static (T Update, T Mean) Rule<T>(T gradient, T mean, T decay, T share, T meanWeight, T gradientWeight)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T next = (decay * mean) + (share * gradient);
        return ((meanWeight * next) + (gradientWeight * gradient), next);
    }
}
