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
    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(1e-3);

    [ExposesSettings]
    private ScaleByAdopt Direction { get; init; } = new();

    [ExposesSettings]
    private AddDecayedWeights Shrinkage { get; init; } = new(0.0);

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() => Chain.Of(Direction, Shrinkage.On(DecayMask), Rate);
}
