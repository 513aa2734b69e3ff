namespace Pullback.Optimizers;

/// <summary>Adamax: Adam with the maximum norm in place of the root mean square.</summary>
/// <remarks>
/// <para><c>g ← g + λ p</c>; <c>m = β₁ m + (1 − β₁) g</c>; <c>n = max(β₂ n, |g| + ε)</c>; <c>p ← p − α m / ((1 − β₁ᵗ) n)</c>.</para>
/// <para>
/// Differences: none; as PyTorch's <c>Adamax</c> and, with λ = 0, Optax's <c>adamax</c>. The paper has no ε. The decay is an L2 penalty; decoupled it is
/// <see cref="AdamaxW"/>.
/// </para>
/// <para>D. P. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, Algorithm 2.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record Adamax : IGradientTransformation
{
    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(2e-3);

    [ExposesSettings]
    private ScaleByAdamax Direction { get; init; } = new();

    [ExposesSettings]
    private AddDecayedWeights Shrinkage { get; init; } = new(0.0);

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() => Chain.Of(Shrinkage.On(DecayMask), Direction, Rate);
}
