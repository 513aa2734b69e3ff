namespace Pullback.Optimizers;

/// <summary>DoWG: gradient descent whose rate is the squared distance from the start divided by the root of squared gradients that are weighted by it.</summary>
/// <remarks>
/// <para>
/// <c>g ← g + λ p</c>; <c>r² = max(r², ‖p − p₀‖²)</c>; <c>V = V + r² ‖g‖²</c>; <c>p ← p − α r² g / (√V + ε)</c>, where p₀ are the parameters at the start and r²
/// starts at r₀². Norms are over all tensors together.
/// </para>
/// <para>Differences: none; as Optax's <c>dowg</c>. The decay is an L2 penalty: it is added to the gradient.</para>
/// <para>A. Khaled, K. Mishchenko, C. Jin, "DoWG Unleashed: An Efficient Universal Parameter-Free Gradient Descent Method", NeurIPS 2023.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record Dowg : IGradientTransformation
{
    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(1.0);

    [ExposesSettings]
    private ScaleByDowg Direction { get; init; } = new();

    [ExposesSettings]
    private AddDecayedWeights Shrinkage { get; init; } = new(0.0);

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() => Chain.Of(Shrinkage.On(DecayMask), Direction, Rate);
}
