namespace Pullback.Optimizers;

/// <summary>AMSGrad: Adam with the largest mean of squares so far.</summary>
/// <remarks>
/// <para>
/// <c>g ← g + λ p</c>; <c>m = β₁ m + (1 − β₁) g</c>; <c>v = β₂ v + (1 − β₂) g²</c>; <c>w = max(w, v)</c>; <c>p ← p − α m̂ / (√(ŵ + ε_root) + ε)</c>, where
/// <c>m̂ = m / (1 − β₁ᵗ)</c> and <c>ŵ = w / (1 − β₂ᵗ)</c>.
/// </para>
/// <para>
/// Differences: none; as PyTorch's <c>Adam(amsgrad=True)</c>. Optax's <c>amsgrad</c> takes the maximum of the corrected means (<see
/// cref="CorrectsBeforeMaximum"/>); the paper corrects nothing. The decay is an L2 penalty.
/// </para>
/// <para>S. J. Reddi, S. Kale, S. Kumar, "On the Convergence of Adam and Beyond", ICLR 2018.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record AmsGrad : IGradientTransformation
{
    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(1e-3);

    [ExposesSettings]
    private ScaleByAmsGrad Direction { get; init; } = new();

    [ExposesSettings]
    private AddDecayedWeights Shrinkage { get; init; } = new(0.0);

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() => Chain.Of(Shrinkage.On(DecayMask), Direction, Rate);
}
