namespace Pullback.Optimizers;

/// <summary>Prodigy: AdamW that finds its learning rate by an estimate of the distance to the solution. The default rate of 1 is right for most.</summary>
/// <remarks>
/// <para>
/// <c>δ = d α c</c>; <c>n = β₃ n + (d/d₀) δ ⟨g, p₀ − p⟩</c>; <c>s = β₃ s + (d/d₀) δ g</c>; <c>m = β₁ m + d (1 − β₁) g</c>; <c>v = β₂ v + d² (1 − β₂) g²</c>;
/// <c>d̂ = k n / ‖s‖₁</c>, <c>d_max = max(d_max, d̂)</c>, <c>d ← min(d_max, γ d)</c>; <c>p ← p − δ (m / (√v + d ε) + λ p)</c>, where δ has the d from before.
/// c is <c>√(1 − β₂ᵗ) / (1 − β₁ᵗ)</c> with bias correction, else 1; β₃ is √β₂ unless it is given. Sums are over all tensors together.
/// </para>
/// <para>Differences: none; as the authors' <c>Prodigy</c>. Optax's has <see cref="BiasCorrection"/>, and no limit of growth.</para>
/// <para>K. Mishchenko, A. Defazio, "Prodigy: An Expeditiously Adaptive Parameter-Free Learner", ICML 2024.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record Prodigy : IGradientTransformation
{
    [ExposesSettings]
    private ScaleByProdigy Direction { get; init; } = new();

    /// <summary>Whether the decay is decoupled, as AdamW's; else it is an L2 penalty, which is added to the gradient.</summary>
    public bool DecoupledDecay { get; init; } = true;

    private Chain Define() =>
        Chain.Of(
            new AddDecayedWeights(WeightDecay).On(DecoupledDecay ? ParameterFilter.None : DecayMask),
            Direction with
            {
                WeightDecay = DecoupledDecay ? WeightDecay : 0.0,
            }
        );
}
