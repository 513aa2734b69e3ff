namespace Pullback.Optimizers;

/// <summary>RAdam: Adam that begins as momentum, and adapts its rates when enough gradients have been seen.</summary>
/// <remarks>
/// <para>
/// <c>g ← g + λ p</c>; <c>m = β₁ m + (1 − β₁) g</c>; <c>v = β₂ v + (1 − β₂) g²</c>; <c>p ← p − α r m̂ / (√(v̂ + ε_root) + ε)</c> with the rectification r of
/// <see cref="ScaleByRectifiedAdam"/>, or <c>p ← p − α m̂</c> in the first steps.
/// </para>
/// <para>Differences: none; as PyTorch's <c>RAdam</c> with <see cref="EpsilonBeforeCorrection"/>, and Optax's <c>radam</c> without it. The decay is an L2 penalty.</para>
/// <para>L. Liu et al., "On the Variance of the Adaptive Learning Rate and Beyond", ICLR 2020.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record RectifiedAdam : IGradientTransformation
{
    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(1e-3);

    [ExposesSettings]
    private ScaleByRectifiedAdam Direction { get; init; } = new();

    [ExposesSettings]
    private AddDecayedWeights Shrinkage { get; init; } = new(0.0);

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() => Chain.Of(Shrinkage.On(DecayMask), Direction, Rate);
}
