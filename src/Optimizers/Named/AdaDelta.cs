namespace Pullback.Optimizers;

/// <summary>AdaDelta: steps whose size comes from the ratio of past updates and gradients, so that no rate need be tuned.</summary>
/// <remarks>
/// <para><c>g ← g + λ p</c>; <c>v = ρ v + (1 − ρ) g²</c>; <c>u = g √(d + ε) / √(v + ε)</c>; <c>d = ρ d + (1 − ρ) u²</c>; <c>p ← p − α u</c>.</para>
/// <para>Differences: none; as PyTorch's <c>Adadelta</c>. The decay is an L2 penalty.</para>
/// <para>M. D. Zeiler, "ADADELTA: An Adaptive Learning Rate Method", 2012.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record AdaDelta : IGradientTransformation
{
    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(1.0);

    [ExposesSettings]
    private ScaleByAdaDelta Direction { get; init; } = new();

    [ExposesSettings]
    private AddDecayedWeights Shrinkage { get; init; } = new(0.0);

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() => Chain.Of(Shrinkage.On(DecayMask), Direction, Rate);
}
