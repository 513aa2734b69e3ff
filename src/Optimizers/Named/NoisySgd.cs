namespace Pullback.Optimizers;

/// <summary>Gradient descent on gradients with added, decaying noise.</summary>
/// <remarks>
/// <para><c>p ← p − α (g + σ z)</c>, <c>σ² = η / (1 + t)^γ</c>, z standard normal: <see cref="AddNoise"/>.</para>
/// <para>
/// The noise is added to the gradient, and so multiplied by the learning rate. Stochastic gradient Langevin dynamics (M. Welling, Y. W. Teh, 2011) adds noise of variance 2α to the
/// parameters instead, to sample from a posterior; with a constant α it is this rule with <c>η = 2 / α</c> and <c>γ = 0</c>.
/// </para>
/// <para>Differences: none; as Optax's <c>noisy_sgd</c>, with other random numbers.</para>
/// <para>A. Neelakantan et al., "Adding Gradient Noise Improves Learning for Very Deep Networks", arXiv 1511.06807, 2015.</para>
/// </remarks>
[ComposedOptimizer]
public sealed partial record NoisySgd : IGradientTransformation
{
    /// <summary>The learning rate α; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 1e-2;

    /// <summary>The variance of the noise in the first step, η; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Variance { get; init; } = 0.01;

    /// <summary>How fast the variance decays, γ; not negative. 0 keeps it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Decay { get; init; } = 0.55;

    /// <summary>The key of the random numbers.</summary>
    public RandomKey Key { get; init; } = new(0);

    private Chain Define() =>
        Chain
            .Of(
                new AddNoise
                {
                    Variance = Variance,
                    Decay = Decay,
                    Key = Key,
                },
                new ScaleByLearningRate(LearningRate)
            )
            .WithMaxDegreeOfParallelism(MaxDegreeOfParallelism);
}
