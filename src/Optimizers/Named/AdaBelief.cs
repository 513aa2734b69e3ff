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
    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(1e-3);

    [ExposesSettings]
    private ScaleByBelief Direction { get; init; } = new();

    [ExposesSettings]
    private AddDecayedWeights Shrinkage { get; init; } = new(0.0);

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() => Chain.Of(Direction, Shrinkage.On(DecayMask), Rate);
}
