namespace Pullback.Optimizers;

/// <summary>AdaBelief: Adam with the squared deviations of the gradients from their mean in place of the squared gradients.</summary>
/// <remarks>
/// <para>
/// <c>m = β₁ m + (1 − β₁) g</c>; <c>s = β₂ s + (1 − β₂) (g − m)² + ε_root</c>; <c>p ← p − α (m̂ / (√ŝ + ε) + λ p)</c>, where <c>m̂ = m / (1 − β₁ᵗ)</c> and
/// <c>ŝ = s / (1 − β₂ᵗ)</c>.
/// </para>
/// <para>Differences: none; as Optax's <c>adabelief</c>. ε_root is added to the running mean in every step, not under the root.</para>
/// <para>J. Zhuang et al., "AdaBelief Optimizer: Adapting Stepsizes by the Belief in Observed Gradients", NeurIPS 2020.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record AdaBelief : IGradientTransformation
{
    /// <summary>The learning rate α; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 1e-3;

    /// <summary>The decay rate of the mean, β₁: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta1 { get; init; } = 0.9;

    /// <summary>The decay rate of the mean of squared deviations, β₂: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta2 { get; init; } = 0.999;

    /// <summary>What is added to the root, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-16;

    /// <summary>What is added to the mean of squared deviations in every step; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double EpsilonRoot { get; init; } = 1e-16;

    /// <summary>Whether the mean looks ahead by one step.</summary>
    public bool Nesterov { get; init; }

    /// <summary>The factor λ of the decay, which is multiplied by the learning rate; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule WeightDecay { get; init; } = 0.0;

    /// <summary>Which tensors decay.</summary>
    public ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() =>
        Chain.Of(
            new ScaleByBelief
            {
                Beta1 = Beta1,
                Beta2 = Beta2,
                Epsilon = Epsilon,
                EpsilonRoot = EpsilonRoot,
                Nesterov = Nesterov,
            },
            new AddDecayedWeights(WeightDecay) { Where = Mask.Unless(WeightDecay, DecayMask) },
            new ScaleByLearningRate(LearningRate)
        );
}
