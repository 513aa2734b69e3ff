namespace Pullback.Optimizers;

/// <summary>Adam with decoupled weight decay: the decay is not divided by the root of the squared gradients.</summary>
/// <remarks>
/// <para>
/// <c>m = β₁ m + (1 − β₁) g</c>; <c>v = β₂ v + (1 − β₂) g²</c>; <c>p ← p − α (m̂ / (√(v̂ + ε_root) + ε) + λ p)</c>, where <c>m̂ = m / (1 − β₁ᵗ)</c> and
/// <c>v̂ = v / (1 − β₂ᵗ)</c>.
/// </para>
/// <para>Differences: none; as PyTorch's <c>AdamW</c> and Optax's <c>adamw</c>: the decay is multiplied by the learning rate. Its default is PyTorch's 1e-2; Optax's is 1e-4.</para>
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
    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(1e-3);

    [ExposesSettings]
    private ScaleByAdam Direction { get; init; } = new();

    [ExposesSettings]
    private AddDecayedWeights Shrinkage { get; init; } = new(1e-2);

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() => Chain.Of(Direction, Shrinkage.On(DecayMask), Rate);
}
