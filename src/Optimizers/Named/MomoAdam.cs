namespace Pullback.Optimizers;

/// <summary>MoMo-Adam: Adam whose step is as far as a model of the loss is above a lower bound, at most the learning rate. Needs the loss.</summary>
/// <remarks>
/// <para>
/// <c>f̄ = β₁ f̄ + (1 − β₁) f</c>, <c>γ = β₁ γ + (1 − β₁) ⟨g, p⟩</c>, <c>d = β₁ d + (1 − β₁) g</c>, <c>v = β₂ v + (1 − β₂) g²</c>,
/// <c>D = √(v / (1 − β₂ᵗ)) + ε</c>; <c>k = 1 + α λ</c>, <c>ρ = 1 − β₁ᵗ</c>;
/// <c>τ = min(α / ρ, max(k (f̄ − γ − ρ f*) + ⟨d, p⟩, 0) / ⟨d, d / D⟩)</c>; <c>p ← (p − τ d / D) / k</c>. Products are over all tensors together.
/// </para>
/// <para>With <see cref="EstimatesBound"/>, f* is estimated from step to step (MoMo-Adam*): see <see cref="ScaleByMomoAdam"/>.</para>
/// <para>
/// Differences: none; as the authors' <c>MomoAdam</c>. Optax's <c>momo_adam</c> has <see cref="MomoDecay.Parameters"/>, and takes no step where
/// <c>⟨d, d / D⟩</c> is at most 2⁻⁵² (<see cref="Flatness"/>).
/// </para>
/// <para>F. Schaipp, R. Ohana, M. Eickenberg, A. Defazio, R. M. Gower, "MoMo: Momentum Models for Adaptive Learning Rates", ICML 2024.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record MomoAdam : IGradientTransformation
{
    [ExposesSettings]
    private ScaleByMomoAdam Direction { get; init; } = new();

    private Chain Define() => Chain.Of(Direction);
}
