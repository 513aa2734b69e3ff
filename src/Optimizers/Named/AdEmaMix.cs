namespace Pullback.Optimizers;

/// <summary>AdEMAMix: AdamW with a second, very slow running mean of the gradients, which makes use of gradients of long ago.</summary>
/// <remarks>
/// <para>
/// <c>m₁ = β₁ m₁ + (1 − β₁) g</c>; <c>m₂ = β₃ m₂ + (1 − β₃) g</c>; <c>v = β₂ v + (1 − β₂) g²</c>;
/// <c>p ← p − α ((m̂₁ + a m₂) / (√(v̂ + ε_root) + ε) + λ p)</c>, where <c>m̂₁ = m₁ / (1 − β₁ᵗ)</c> and <c>v̂ = v / (1 − β₂ᵗ)</c>.
/// </para>
/// <para>
/// Differences: none; as Optax's <c>ademamix</c>. The paper raises a and β₃ over the first T steps, which training with large ones needs: see the example.
/// </para>
/// <para>M. Pagliardini, P. Ablin, D. Grangier, "The AdEMAMix Optimizer: Better, Faster, Older", ICLR 2025.</para>
/// </remarks>
/// <example>
/// <code>
/// var optimizer = new AdEmaMix
/// {
///     LearningRate = 1e-3,
///     SlowWeight = Schedule.Linear(0, 5, steps: 10_000),
///     Beta3 = Schedule.HalfLife(0.9, 0.9999, steps: 10_000),
/// };
/// </code>
/// </example>
[FusedOptimizer]
public sealed partial record AdEmaMix : IGradientTransformation
{
    /// <summary>The learning rate α; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 1e-3;

    /// <summary>The decay rate of the fast mean, β₁: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta1 { get; init; } = 0.9;

    /// <summary>The decay rate of the mean of squares, β₂: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta2 { get; init; } = 0.999;

    /// <summary>The decay rate of the slow mean, β₃: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta3 { get; init; } = 0.9999;

    /// <summary>What the slow mean weighs, a; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule SlowWeight { get; init; } = 5.0;

    /// <summary>What is added to the root, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-8;

    /// <summary>What is added under the root; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double EpsilonRoot { get; init; }

    /// <summary>The factor λ of the decay, which is multiplied by the learning rate; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule WeightDecay { get; init; } = 0.0;

    /// <summary>Which tensors decay.</summary>
    public ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() =>
        Chain.Of(
            new ScaleByAdEmaMix
            {
                Beta1 = Beta1,
                Beta2 = Beta2,
                Beta3 = Beta3,
                SlowWeight = SlowWeight,
                Epsilon = Epsilon,
                EpsilonRoot = EpsilonRoot,
            },
            new AddDecayedWeights(WeightDecay) { Where = Mask.Unless(WeightDecay, DecayMask) },
            new ScaleByLearningRate(LearningRate)
        );
}
