namespace Pullback.Optimizers;

/// <summary>Lion: steps of one size in every parameter, in the direction of a momentum; one tensor of state.</summary>
/// <remarks>
/// <para><c>p ← p − α (sign(β₁ m + (1 − β₁) g) + λ p)</c>; <c>m = β₂ m + (1 − β₂) g</c>.</para>
/// <para>Rates are 3 to 10 times smaller than Adam's, and decays as much larger.</para>
/// <para>Differences: none; as Optax's <c>lion</c>: the decay is multiplied by the learning rate, and its default is 0, not 1e-3. PyTorch has no counterpart.</para>
/// <para>X. Chen et al., "Symbolic Discovery of Optimization Algorithms", NeurIPS 2023.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record Lion : IGradientTransformation
{
    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(1e-4);

    [ExposesSettings]
    private ScaleByLion Direction { get; init; } = new();

    [ExposesSettings]
    private AddDecayedWeights Shrinkage { get; init; } = new(0.0);

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() => Chain.Of(Direction, Shrinkage.On(DecayMask), Rate);
}
