namespace Pullback.Optimizers;

/// <summary>NovoGrad: momentum of gradients that are divided by an average of their tensor's norms; one tensor of state, and a number for each.</summary>
/// <remarks>
/// <para>
/// <c>v = β₂ v + (1 − β₂) ‖g‖²</c> over each tensor, in the first step <c>v = ‖g‖²</c>; <c>m = β₁ m + g / (√(v + ε_root) + ε) + λ p</c>; <c>p ← p − α m</c>.
/// </para>
/// <para>
/// Differences: none; as Optax's <c>novograd</c>. PyTorch has no counterpart. The decay is inside of the momentum, which is not an average: its weights add up to
/// <c>1 / (1 − β₁)</c>.
/// </para>
/// <para>B. Ginsburg et al., "Stochastic Gradient Methods with Layer-wise Adaptive Moments for Training of Deep Networks", arXiv:1905.11286, 2019.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record NovoGrad : IGradientTransformation
{
    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(1e-3);

    /// <summary>The decay rate of the momentum, β₁: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta1 { get; init; } = 0.9;

    /// <summary>The decay rate of the average of squared norms, β₂: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta2 { get; init; } = 0.25;

    /// <summary>What is added to the root, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-6;

    /// <summary>What is added under the root; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    [NotNegative]
    public partial double EpsilonRoot { get; init; }

    [ExposesSettings]
    private AddDecayedWeights Shrinkage { get; init; } = new(0.0);

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() =>
        Chain.Of(
            new ScaleByNormAverage
            {
                Decay = Beta2,
                Epsilon = Epsilon,
                EpsilonRoot = EpsilonRoot,
            },
            Shrinkage.On(DecayMask),
            new Trace { Momentum = Beta1 },
            Rate
        );
}
