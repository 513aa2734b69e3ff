namespace Pullback.Optimizers;

/// <summary>Optimistic gradient descent: each step takes back part of the last one, so that games converge in which plain descent circles.</summary>
/// <remarks>
/// <para><c>p ← p − α ((a + b) g − b g_before)</c>; in the first step the gradient before is the gradient. With a = b = 1 it is <c>p ← p − 2 α g + α g_before</c>.</para>
/// <para>Differences: none; as Optax's <c>optimistic_gradient_descent</c>.</para>
/// <para>C. Daskalakis, A. Ilyas, V. Syrgkanis, H. Zeng, "Training GANs with Optimism", ICLR 2018.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record OptimisticGradientDescent : IGradientTransformation
{
    /// <summary>The learning rate α; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 1e-2;

    /// <summary>The weight a of the gradient; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule Strength { get; init; } = 1.0;

    /// <summary>The weight b of the change of the gradient; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule Optimism { get; init; } = 1.0;

    private Chain Define() =>
        Chain.Of(new ScaleByOptimism { Strength = Strength, Optimism = Optimism }, new ScaleByLearningRate(LearningRate));
}
