namespace Pullback.Optimizers;

/// <summary>MoMo: momentum whose step is as far as a model of the loss is above a lower bound, at most the learning rate, which may be large. Needs the loss.</summary>
/// <remarks>
/// <para>
/// <c>f̄ = β f̄ + (1 − β) f</c>, <c>γ = β γ + (1 − β) ⟨g, p⟩</c>, <c>d = β d + (1 − β) g</c>, where all three start at their first values, or at 0 with bias
/// correction; <c>k = 1 + α λ</c>, <c>ρ = 1</c>, or <c>1 − βᵗ</c> with bias correction; <c>τ = min(α / ρ, max(k (f̄ − γ − ρ f*) + ⟨d, p⟩, 0) / ‖d‖²)</c>;
/// <c>p ← (p − τ d) / k</c>. Products are over all tensors together.
/// </para>
/// <para>With <see cref="EstimatesBound"/>, f* is estimated from step to step (MoMo*): see <see cref="ScaleByMomo"/>.</para>
/// <para>
/// Differences: none; as the authors' <c>Momo</c>. Optax's <c>momo</c> has <see cref="MomoDecay.Parameters"/>, and takes no step where ‖d‖² is at most 2⁻⁵²
/// (<see cref="Flatness"/>).
/// </para>
/// <para>F. Schaipp, R. Ohana, M. Eickenberg, A. Defazio, R. M. Gower, "MoMo: Momentum Models for Adaptive Learning Rates", ICML 2024.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record Momo : IGradientTransformation
{
    [ExposesSettings]
    private ScaleByMomo Direction { get; init; } = new();

    private Chain Define() => Chain.Of(Direction);
}
