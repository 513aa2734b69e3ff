namespace Pullback.Optimizers;

/// <summary>DoG: gradient descent whose rate is the distance from the start divided by the root of all squared gradients.</summary>
/// <remarks>
/// <para>
/// <c>g ← g + λ p</c>; <c>r = max(r, ‖p − p₀‖)</c>; <c>G = G + ‖g‖²</c>; <c>p ← p − α r g / √(G + ε)</c>, where p₀ are the parameters at the start and r starts
/// at r₀. Norms are over all tensors together.
/// </para>
/// <para>The last point is noisy: the paper evaluates an average of the parameters.</para>
/// <para>Differences: none; as Optax's <c>dog</c> with an initial distance. The authors' choice of it is <c>10⁻⁶ (1 + ‖p₀‖)</c>. The decay is an L2 penalty: it is added to the gradient.</para>
/// <para>M. Ivgi, O. Hinder, Y. Carmon, "DoG is SGD's Best Friend: A Parameter-Free Dynamic Step Size Schedule", ICML 2023.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record Dog : IGradientTransformation
{
    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(1.0);

    [ExposesSettings]
    private ScaleByDog Direction { get; init; } = new();

    [ExposesSettings]
    private AddDecayedWeights Shrinkage { get; init; } = new(0.0);

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() => Chain.Of(Shrinkage.On(DecayMask), Direction, Rate);
}
