namespace Pullback.Optimizers;

/// <summary>ADOPT: Adam that divides each gradient by the squares before it, and so converges with any decay rate of the squares.</summary>
/// <remarks>
/// <para>
/// <c>n = g / max(√v, ε)</c>, clipped to ±t^¼; <c>m = β₁ m + (1 − β₁) n</c>; <c>v = β₂ v + (1 − β₂) g²</c>; <c>p ← p − α (m + λ p)</c>. The first step only sets
/// <c>v = g²</c> and decays.
/// </para>
/// <para>Differences: none; as Optax's <c>adopt</c>.</para>
/// <para>S. Taniguchi et al., "ADOPT: Modified Adam Can Converge with Any β₂ with the Optimal Rate", NeurIPS 2024.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record Adopt : IGradientTransformation
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
    public partial Schedule Beta2 { get; init; } = 0.9999;

    /// <summary>The smallest root that is divided by, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-6;

    /// <summary>Whether the normalised gradient is clipped to ±t^¼.</summary>
    public bool Clips { get; init; } = true;

    /// <summary>The factor λ of the decay, which is multiplied by the learning rate; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule WeightDecay { get; init; } = 0.0;

    /// <summary>Which tensors decay.</summary>
    public ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() =>
        Chain.Of(
            new ScaleByAdopt
            {
                Beta1 = Beta1,
                Beta2 = Beta2,
                Epsilon = Epsilon,
                Clips = Clips,
            },
            new AddDecayedWeights(WeightDecay) { Where = Mask.Unless(WeightDecay, DecayMask) },
            new ScaleByLearningRate(LearningRate)
        );
}
