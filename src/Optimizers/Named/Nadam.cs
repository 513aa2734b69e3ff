namespace Pullback.Optimizers;

/// <summary>NAdam: Adam with Nesterov's momentum.</summary>
/// <remarks>
/// <para>
/// <c>g ← g + λ p</c>; <c>μₜ = β₁ (1 − ½ · 0.96^(t ψ))</c> and <c>Πₜ = μ₁ ⋯ μₜ</c>; <c>m = β₁ m + (1 − β₁) g</c>; <c>v = β₂ v + (1 − β₂) g²</c>;
/// <c>p ← p − α ((1 − μₜ) g / (1 − Πₜ) + μₜ₊₁ m / (1 − Πₜ₊₁)) / (√(v / (1 − β₂ᵗ)) + ε)</c>.
/// </para>
/// <para>
/// Differences: none; as PyTorch's <c>NAdam</c> since version 2.0 (earlier ones multiply the momentum twice into its product). Optax's <c>nadam</c> has no
/// schedule of the momentum: it is <see cref="NadamW"/> without decay. The decay is an L2 penalty.
/// </para>
/// <para>T. Dozat, "Incorporating Nesterov Momentum into Adam", ICLR workshop 2016.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record Nadam : IGradientTransformation
{
    /// <summary>The learning rate α; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 2e-3;

    /// <summary>The decay rate of the mean, β₁: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta1 { get; init; } = 0.9;

    /// <summary>The decay rate of the mean of squares, β₂: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta2 { get; init; } = 0.999;

    /// <summary>What is added to the root, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-8;

    /// <summary>How fast the momentum grows to β₁, ψ; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double MomentumDecay { get; init; } = 4e-3;

    /// <summary>The factor λ of the L2 penalty, which is added to the gradient; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule WeightDecay { get; init; } = 0.0;

    /// <summary>Which tensors decay.</summary>
    public ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() =>
        Chain.Of(
            new AddDecayedWeights(WeightDecay) { Where = Mask.Unless(WeightDecay, DecayMask) },
            new ScaleByNadam
            {
                Beta1 = Beta1,
                Beta2 = Beta2,
                Epsilon = Epsilon,
                MomentumDecay = MomentumDecay,
            },
            new ScaleByLearningRate(LearningRate)
        );
}
