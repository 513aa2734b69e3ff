namespace Pullback.Optimizers;

/// <summary>NAdamW: Adam with Nesterov's momentum and decoupled weight decay.</summary>
/// <remarks>
/// <para>
/// <c>m = β₁ m + (1 − β₁) g</c>; <c>v = β₂ v + (1 − β₂) g²</c>; <c>p ← p − α (m̂ / (√(v̂ + ε_root) + ε) + λ p)</c>, where
/// <c>m̂ = β₁ m / (1 − β₁ᵗ⁺¹) + (1 − β₁) g / (1 − β₁ᵗ)</c> and <c>v̂ = v / (1 − β₂ᵗ)</c>.
/// </para>
/// <para>
/// Differences: none; as Optax's <c>nadamw</c>, and <see cref="AdamW"/> with <see cref="AdamW.Nesterov"/>. PyTorch's <c>NAdam(decoupled_weight_decay=True)</c> has the
/// momentum schedule of <see cref="Nadam"/> instead. The default of the decay is 1e-2; Optax's is 1e-4.
/// </para>
/// <para>T. Dozat, "Incorporating Nesterov Momentum into Adam", ICLR workshop 2016; I. Loshchilov, F. Hutter, "Decoupled Weight Decay Regularization", ICLR 2019.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record NadamW : IGradientTransformation
{
    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(1e-3);

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

    /// <summary>What is added under the root; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double EpsilonRoot { get; init; }

    [ExposesSettings]
    private AddDecayedWeights Shrinkage { get; init; } = new(1e-2);

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() =>
        Chain.Of(
            new ScaleByAdam
            {
                Beta1 = Beta1,
                Beta2 = Beta2,
                Epsilon = Epsilon,
                EpsilonRoot = EpsilonRoot,
                Nesterov = true,
            },
            Shrinkage.On(DecayMask),
            Rate
        );
}
