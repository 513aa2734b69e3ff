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
    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(1e-2);

    [ExposesSettings]
    private AddNoise Direction { get; init; } = new();

    private Chain Define() =>
        Chain
            .Of(Direction with { MaxDegreeOfParallelism = MaxDegreeOfParallelism }, Rate)
            .WithMaxDegreeOfParallelism(MaxDegreeOfParallelism);
}
