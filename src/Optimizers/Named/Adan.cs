namespace Pullback.Optimizers;

/// <summary>Adan: adaptive steps with Nesterov's momentum, taken from the differences of the gradients.</summary>
/// <remarks>
/// <para>
/// <c>d = g − g_before</c>; <c>m = β₁ m + (1 − β₁) g</c>; <c>v = β₂ v + (1 − β₂) d</c>; <c>n = β₃ n + (1 − β₃) (g + k d)²</c>; <c>u = (m̂ + k v̂) / (√(n̂ + ε_root) + ε)</c>;
/// <c>p ← (p − α u) / (1 + α λ)</c>, or <c>p ← p − α (u + λ p)</c> without <see cref="ProximalDecay"/>.
/// </para>
/// <para>
/// Differences: none with the authors' code, whose <c>no_prox</c> is the second form. Optax's <c>adan</c> has 1 − β₂ for k (<see cref="DifferenceWeight"/>), ε_root = 1e-8,
/// and the second form.
/// </para>
/// <para>X. Xie, P. Zhou, H. Li, Z. Lin, S. Yan, "Adan: Adaptive Nesterov Momentum Algorithm for Faster Optimizing Deep Models", 2022.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record Adan : IGradientTransformation
{
    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(1e-3);

    [ExposesSettings]
    private ScaleByAdan Direction { get; init; } = new();

    [ExposesSettings]
    private AddDecayedWeights Shrinkage { get; init; } = new(0.0);

    [ExposesSettings]
    private AddProximalDecay ProximalShrinkage { get; init; } = new() { WeightDecay = 0.0 };

    /// <summary>Whether the decay divides by 1 + α λ, so that it never overshoots.</summary>
    public bool ProximalDecay { get; init; } = true;

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() =>
        Chain.Of(
            Direction,
            Shrinkage.On(ProximalDecay ? ParameterFilter.None : DecayMask),
            Rate,
            ProximalShrinkage with
            {
                LearningRate = LearningRate,
                Where = ProximalDecay ? Mask.Unless(WeightDecay, DecayMask) : ParameterFilter.None,
            }
        );
}
