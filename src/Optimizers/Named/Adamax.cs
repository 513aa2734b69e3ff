namespace Pullback.Optimizers;

/// <summary>Adamax: Adam with the maximum norm in place of the root mean square.</summary>
/// <remarks>
/// <para><c>g ← g + λ p</c>; <c>m = β₁ m + (1 − β₁) g</c>; <c>n = max(β₂ n, |g| + ε)</c>; <c>p ← p − α m / ((1 − β₁ᵗ) n)</c>.</para>
/// <para>
/// Differences: none; as PyTorch's <c>Adamax</c> and, with λ = 0, Optax's <c>adamax</c>. The paper has no ε. The decay is an L2 penalty; decoupled it is
/// <see cref="AdamaxW"/>.
/// </para>
/// <para>D. P. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, Algorithm 2.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record Adamax : IGradientTransformation
{
    /// <summary>The learning rate α; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 2e-3;

    /// <summary>The decay rate of the mean, β₁: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta1 { get; init; } = 0.9;

    /// <summary>The decay rate of the maximum, β₂: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta2 { get; init; } = 0.999;

    /// <summary>What is added to the magnitudes, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-8;

    /// <summary>The factor λ of the L2 penalty, which is added to the gradient; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule WeightDecay { get; init; } = 0.0;

    /// <summary>Which tensors decay.</summary>
    public ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() =>
        Chain.Of(
            new AddDecayedWeights(WeightDecay) { Where = Mask.Unless(WeightDecay, DecayMask) },
            new ScaleByAdamax
            {
                Beta1 = Beta1,
                Beta2 = Beta2,
                Epsilon = Epsilon,
            },
            new ScaleByLearningRate(LearningRate)
        );
}
