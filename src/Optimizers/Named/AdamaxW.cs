namespace Pullback.Optimizers;

/// <summary>Adamax with decoupled weight decay.</summary>
/// <remarks>
/// <para><c>m = β₁ m + (1 − β₁) g</c>; <c>n = max(β₂ n, |g| + ε)</c>; <c>p ← p − α (m / ((1 − β₁ᵗ) n) + λ p)</c>.</para>
/// <para>Differences: none; as Optax's <c>adamaxw</c>: the decay is multiplied by the learning rate. PyTorch has no counterpart.</para>
/// <para>
/// D. P. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015; I. Loshchilov, F. Hutter, "Decoupled Weight Decay Regularization", ICLR 2019.
/// </para>
/// </remarks>
[FusedOptimizer]
public sealed partial record AdamaxW : IGradientTransformation
{
    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(2e-3);

    [ExposesSettings]
    private ScaleByAdamax Direction { get; init; } = new();

    [ExposesSettings]
    private AddDecayedWeights Shrinkage { get; init; } = new(1e-4);

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() => Chain.Of(Direction, Shrinkage.On(DecayMask), Rate);
}
