namespace Pullback.Optimizers;

/// <summary>Lion: steps of one size in every parameter, in the direction of a momentum; one tensor of state.</summary>
/// <remarks>
/// <para><c>p ← p − α (sign(β₁ m + (1 − β₁) g) + λ p)</c>; <c>m = β₂ m + (1 − β₂) g</c>.</para>
/// <para>Rates are 3 to 10 times smaller than Adam's, and decays as much larger.</para>
/// <para>Differences: none; as Optax's <c>lion</c>: the decay is multiplied by the learning rate. PyTorch has no counterpart.</para>
/// <para>X. Chen et al., "Symbolic Discovery of Optimization Algorithms", NeurIPS 2023.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record Lion : IGradientTransformation
{
    /// <summary>The learning rate α; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 1e-4;

    /// <summary>The weight of the momentum in the update, β₁: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta1 { get; init; } = 0.9;

    /// <summary>The decay rate of the momentum, β₂: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta2 { get; init; } = 0.99;

    /// <summary>The factor λ of the decoupled decay, which is multiplied by the learning rate; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule WeightDecay { get; init; } = 0.0;

    /// <summary>Which tensors decay.</summary>
    public ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() =>
        Chain.Of(
            new ScaleByLion { Beta1 = Beta1, Beta2 = Beta2 },
            new AddDecayedWeights(WeightDecay) { Where = Mask.Unless(WeightDecay, DecayMask) },
            new ScaleByLearningRate(LearningRate)
        );
}
