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
    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(2e-3);

    [ExposesSettings]
    private ScaleByNadam Direction { get; init; } = new();

    [ExposesSettings]
    private AddDecayedWeights Shrinkage { get; init; } = new(0.0);

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() => Chain.Of(Shrinkage.On(DecayMask), Direction, Rate);
}
