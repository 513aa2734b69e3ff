namespace Pullback.Optimizers;

/// <summary>Adam: steps by a running mean of the gradients, divided by the root of a running mean of their squares.</summary>
/// <remarks>
/// <para>
/// <c>g ← g + λ p</c>; <c>m = β₁ m + (1 − β₁) g</c>; <c>v = β₂ v + (1 − β₂) g²</c>; <c>p ← p − α m̂ / (√(v̂ + ε_root) + ε)</c>, where
/// <c>m̂ = m / (1 − β₁ᵗ)</c> and <c>v̂ = v / (1 − β₂ᵗ)</c>. <see cref="Nesterov"/> is described at <see cref="ScaleByAdam"/>.
/// </para>
/// <para>
/// Differences: none; as PyTorch's <c>Adam</c> without AMSGrad, and, with λ = 0, Optax's <c>adam</c>. ε is added after the correction of the root. The decay
/// is an L2 penalty, coupled with the gradient; decoupled it is <see cref="AdamW"/>.
/// </para>
/// <para>D. P. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, Algorithm 1.</para>
/// </remarks>
/// <example>
/// <code>
/// var optimizer = new Adam { LearningRate = 1e-3 };
/// var state = optimizer.Init(parameters);
/// (parameters, state) = optimizer.Step(parameters, gradients, state);
/// </code>
/// </example>
[FusedOptimizer]
public sealed partial record Adam : IGradientTransformation
{
    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(1e-3);

    [ExposesSettings]
    private ScaleByAdam Direction { get; init; } = new();

    [ExposesSettings]
    private AddDecayedWeights Shrinkage { get; init; } = new(0.0);

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() => Chain.Of(Shrinkage.On(DecayMask), Direction, Rate);
}
