namespace Pullback.Optimizers;

/// <summary>D-Adaptation of AdamW: it finds its learning rate by an estimate of the distance to the solution. The default rate of 1 is right for most.</summary>
/// <remarks>
/// <para>
/// <c>δ = d α c</c>; <c>n = √β₂ n + (1 − √β₂) δ ⟨g, s / (√v + ε)⟩</c> with s and v from before; <c>m = β₁ m + (1 − β₁) δ g</c>; <c>v = β₂ v + (1 − β₂) g²</c>;
/// <c>s = √β₂ s + (1 − √β₂) δ g</c>; <c>d̂ = n / ((1 − √β₂) ‖s‖₁)</c>, <c>d ← max(d, min(d̂, γ d))</c>; <c>p ← p − m / (√v + ε) − λ δ p</c>, where δ has the d
/// from before. c is <c>√(1 − β₂ᵗ) / (1 − β₁ᵗ)</c> with bias correction, else 1. Sums are over all tensors together.
/// </para>
/// <para>
/// Differences: none; as the authors' <c>DAdaptAdam</c>, whose decay is coupled and uncorrected unless it is told otherwise. Optax's <c>dadapt_adamw</c> has
/// <see cref="BiasCorrection"/>, and no limit of growth.
/// </para>
/// <para>A. Defazio, K. Mishchenko, "Learning-Rate-Free Learning by D-Adaptation", ICML 2023.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record DAdaptAdamW : IGradientTransformation
{
    [ExposesSettings]
    private ScaleByDAdaptAdam Direction { get; init; } = new();

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
