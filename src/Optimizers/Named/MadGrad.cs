namespace Pullback.Optimizers;

/// <summary>MADGRAD: dual averaging with momentum, and with cube roots of the sums of squares in place of square roots.</summary>
/// <remarks>
/// <para>
/// <c>g ← g + λ p</c>; <c>w = (α + ε) √t</c>; <c>q = q + w g²</c>; <c>s = s + w g</c>; <c>p ← μ p + (1 − μ) (p₀ − s / (∛q + ε))</c>, where p₀ are the first parameters.
/// </para>
/// <para>Differences: none; as Optax's <c>madgrad</c>, with decay as an L2 penalty, and as the authors' code, but for a rate of 0, to which that adds no ε.</para>
/// <para>A. Defazio, S. Jelassi, "Adaptivity without Compromise: A Momentumized, Adaptive, Dual Averaged Gradient Method for Stochastic Optimization", 2021.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record MadGrad : IGradientTransformation
{
    [ExposesSettings]
    private ScaleByMadGrad Direction { get; init; } = new();

    [ExposesSettings]
    private AddDecayedWeights Shrinkage { get; init; } = new(0.0);

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() => Chain.Of(Shrinkage.On(DecayMask), Direction);
}
