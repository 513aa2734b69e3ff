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
    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(1e-3);

    [ExposesSettings]
    private ScaleByAdEmaMix Direction { get; init; } = new();

    [ExposesSettings]
    private AddDecayedWeights Shrinkage { get; init; } = new(0.0);

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() => Chain.Of(Direction, Shrinkage.On(DecayMask), Rate);
}
