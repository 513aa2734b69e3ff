namespace Pullback.Optimizers;

/// <summary>Adam with decoupled weight decay: the decay is not divided by the root of the squared gradients.</summary>
/// <remarks>
/// <para>
/// <c>m = β₁ m + (1 − β₁) g</c>; <c>v = β₂ v + (1 − β₂) g²</c>; <c>p ← p − α (m̂ / (√(v̂ + ε_root) + ε) + λ p)</c>, where <c>m̂ = m / (1 − β₁ᵗ)</c> and
/// <c>v̂ = v / (1 − β₂ᵗ)</c>.
/// </para>
/// <para>Differences: none; as PyTorch's <c>AdamW</c> and Optax's <c>adamw</c>: the decay is multiplied by the learning rate.</para>
/// <para>I. Loshchilov, F. Hutter, "Decoupled Weight Decay Regularization", ICLR 2019.</para>
/// </remarks>
/// <example>
/// <code>
/// var optimizer = new AdamW
/// {
///     LearningRate = Schedule.WarmupCosine(peak: 3e-3, warmupSteps: 100, totalSteps: 2_000),
///     WeightDecay = 1e-2,
///     DecayMask = ParameterFilter.RankAtLeast(2),
/// };
/// </code>
/// </example>
[FusedOptimizer]
public sealed partial record AdamW : IGradientTransformation
{
    /// <summary>The learning rate α; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 1e-3;

    /// <summary>The decay rate of the mean, β₁: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta1 { get; init; } = 0.9;

    /// <summary>The decay rate of the mean of squares, β₂: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta2 { get; init; } = 0.999;

    /// <summary>What is added to the root, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-8;

    /// <summary>What is added under the root; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    [NotNegative]
    public partial double EpsilonRoot { get; init; }

    /// <summary>Whether both means are divided by the weights that they have gathered.</summary>
    public bool BiasCorrection { get; init; } = true;

    /// <summary>Whether the mean looks ahead by one step.</summary>
    public bool Nesterov { get; init; }

    /// <summary>The factor λ of the decay, which is multiplied by the learning rate; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule WeightDecay { get; init; } = 1e-2;

    /// <summary>Which tensors decay.</summary>
    public ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() =>
        Chain.Of(
            new ScaleByAdam
            {
                Beta1 = Beta1,
                Beta2 = Beta2,
                Epsilon = Epsilon,
                EpsilonRoot = EpsilonRoot,
                BiasCorrection = BiasCorrection,
                Nesterov = Nesterov,
            },
            new AddDecayedWeights(WeightDecay) { Where = Mask.Unless(WeightDecay, DecayMask) },
            new ScaleByLearningRate(LearningRate)
        );
}
