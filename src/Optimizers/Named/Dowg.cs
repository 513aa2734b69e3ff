namespace Pullback.Optimizers;

/// <summary>DoWG: gradient descent whose rate is the squared distance from the start divided by the root of squared gradients that are weighted by it.</summary>
/// <remarks>
/// <para>
/// <c>g ← g + λ p</c>; <c>r² = max(r², ‖p − p₀‖²)</c>; <c>V = V + r² ‖g‖²</c>; <c>p ← p − α r² g / (√V + ε)</c>, where p₀ are the parameters at the start and r²
/// starts at r₀². Norms are over all tensors together.
/// </para>
/// <para>Differences: none; as Optax's <c>dowg</c>. The decay is an L2 penalty: it is added to the gradient.</para>
/// <para>A. Khaled, K. Mishchenko, C. Jin, "DoWG Unleashed: An Efficient Universal Parameter-Free Gradient Descent Method", NeurIPS 2023.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record Dowg : IGradientTransformation
{
    /// <summary>By what the rate that the rule finds is multiplied, α; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 1.0;

    /// <summary>The square of how far the first step goes, r₀²; positive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and positive.</exception>
    [Positive]
    public partial double InitialSquaredDistance { get; init; } = 1e-4;

    /// <summary>What is added to the root, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-4;

    /// <summary>The factor λ of the L2 penalty, which is added to the gradient; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule WeightDecay { get; init; } = 0.0;

    /// <summary>Which tensors decay.</summary>
    public ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() =>
        Chain.Of(
            new AddDecayedWeights(WeightDecay) { Where = Mask.Unless(WeightDecay, DecayMask) },
            new ScaleByDowg { InitialSquaredDistance = InitialSquaredDistance, Epsilon = Epsilon },
            new ScaleByLearningRate(LearningRate)
        );
}
