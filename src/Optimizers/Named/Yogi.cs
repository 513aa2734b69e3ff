namespace Pullback.Optimizers;

/// <summary>Yogi: Adam whose mean of squares grows and falls slowly, so that rates do not jump where gradients are rare.</summary>
/// <remarks>
/// <para><c>m = β₁ m + (1 − β₁) g</c>; <c>v = v − (1 − β₂) sign(v − g²) g²</c>; <c>p ← p − α (m / (√(v + ε_root) + ε) + λ p)</c>.</para>
/// <para>
/// Differences: as in the paper, m starts at zero and nothing is corrected. Optax's <c>yogi</c> divides m and v as Adam does (<see cref="BiasCorrection"/>), and
/// starts both at the same number (<see cref="InitialMean"/>).
/// </para>
/// <para>M. Zaheer, S. Reddi, D. Sachan, S. Kale, S. Kumar, "Adaptive Methods for Nonconvex Optimization", NeurIPS 2018.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record Yogi : IGradientTransformation
{
    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(1e-2);

    [ExposesSettings]
    private ScaleByYogi Direction { get; init; } = new();

    [ExposesSettings]
    private AddDecayedWeights Shrinkage { get; init; } = new(0.0);

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() => Chain.Of(Direction, Shrinkage.On(DecayMask), Rate);
}
