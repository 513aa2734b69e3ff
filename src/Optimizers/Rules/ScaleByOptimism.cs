using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Takes back part of the last gradient: optimistic gradient descent, which converges in games where plain descent circles.</summary>
/// <remarks>
/// <para><c>u = (a + b) g − b g_before</c>; in the first step the gradient before is the gradient, so that <c>u = a g</c>.</para>
/// <para>Differences: none; as Optax's <c>scale_by_optimistic_gradient</c>. PyTorch has no counterpart.</para>
/// <para>C. Daskalakis, A. Ilyas, V. Syrgkanis, H. Zeng, "Training GANs with Optimism", ICLR 2018; with two strengths as in Optax.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByOptimism : IGradientTransformation
{
    /// <summary>The weight a of the gradient; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule Strength { get; init; } = 1.0;

    /// <summary>The weight b of the change; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule Optimism { get; init; } = 1.0;

    private (double GradientWeight, double BeforeWeight) Coefficients(long step)
    {
        double strength = Strength.At(step);
        double optimism = Optimism.At(step);
        return step == 0 ? (strength, 0) : (strength + optimism, -optimism);
    }

    private static (T Update, T Before) Rule<T>(T gradient, T before, T gradientWeight, T beforeWeight)
        where T : unmanaged, IFloatingPointIeee754<T> => ((gradientWeight * gradient) + (beforeWeight * before), gradient);
}
