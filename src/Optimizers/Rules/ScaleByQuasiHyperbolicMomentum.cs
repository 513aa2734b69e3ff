using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Mixes the gradient with a running mean of the gradients: quasi-hyperbolic momentum.</summary>
/// <remarks>
/// <para><c>m = β m + (1 − β) g</c>, <c>u = (1 − ν) g + ν m</c>.</para>
/// <para>ν = 0 is plain descent, ν = 1 is <see cref="ScaleByAverage"/>, and ν = β is Nesterov's momentum, with a rate that is smaller by 1 − β.</para>
/// <para>Differences: none; as the paper's QHM. PyTorch and Optax have no counterpart.</para>
/// <para>J. Ma, D. Yarats, "Quasi-hyperbolic momentum and Adam for deep learning", ICLR 2019, Algorithm 1.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByQuasiHyperbolicMomentum : IGradientTransformation
{
    /// <summary>The decay rate of the mean, β: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Momentum { get; init; } = 0.999;

    /// <summary>What the mean weighs in the update, ν: from 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Fraction]
    public partial Schedule MeanWeight { get; init; } = 0.7;

    private (double Momentum, double Share, double MeanWeight, double GradientWeight) Coefficients(long step)
    {
        double momentum = Momentum.At(step);
        double weight = MeanWeight.At(step);
        return (momentum, 1 - momentum, weight, 1 - weight);
    }

    private static (T Update, T Mean) Rule<T>(T gradient, T mean, T momentum, T share, T meanWeight, T gradientWeight)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T next = (momentum * mean) + (share * gradient);
        return ((gradientWeight * gradient) + (meanWeight * next), next);
    }
}
