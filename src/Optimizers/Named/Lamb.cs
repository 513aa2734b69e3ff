namespace Pullback.Optimizers;

/// <summary>LAMB: Adam with decoupled decay, each tensor's step made as long as a share of the tensor itself; made for very large batches.</summary>
/// <remarks>
/// <para>
/// <c>m = β₁ m + (1 − β₁) g</c>; <c>v = β₂ v + (1 − β₂) g²</c>; <c>u = m̂ / (√(v̂ + ε_root) + ε) + λ p</c>, where <c>m̂ = m / (1 − β₁ᵗ)</c> and
/// <c>v̂ = v / (1 − β₂ᵗ)</c>; <c>p ← p − α (‖p‖ / ‖u‖) u</c> over each tensor, the ratio being 1 where either norm is 0.
/// </para>
/// <para>Differences: none; as Optax's <c>lamb</c>. PyTorch has no counterpart. The decay is inside of the norm.</para>
/// <para>Y. You et al., "Large Batch Optimization for Deep Learning: Training BERT in 76 minutes", ICLR 2020.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record Lamb : IGradientTransformation
{
    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(1e-3);

    [ExposesSettings]
    private ScaleByAdam Direction { get; init; } = new() { Epsilon = 1e-6 };

    [ExposesSettings]
    private AddDecayedWeights Shrinkage { get; init; } = new(0.0);

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    /// <summary>Which tensors are scaled to their own length; elsewhere the step is AdamW's.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter RatioMask { get; init; } = ParameterFilter.All;

    private Chain Define() => Chain.Of(Direction, Shrinkage.On(DecayMask), new ScaleByTrustRatio { Where = RatioMask }, Rate);
}
