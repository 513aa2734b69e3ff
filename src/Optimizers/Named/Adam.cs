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
    /// <summary>The learning rate α; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 1e-3;

    /// <summary>The decay rate of the mean, β₁: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta1 { get; init; } = 0.9;

    /// <summary>The decay rate of the mean of squares, β₂: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta2 { get; init; } = 0.999;

    /// <summary>What is added to the root, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-8;

    /// <summary>What is added under the root; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    [NotNegative]
    public partial double EpsilonRoot { get; init; }

    /// <summary>Whether both means are divided by the weights that they have gathered.</summary>
    public bool BiasCorrection { get; init; } = true;

    /// <summary>Whether the mean looks ahead by one step.</summary>
    public bool Nesterov { get; init; }

    /// <summary>The factor λ of the L2 penalty, which is added to the gradient; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule WeightDecay { get; init; } = 0.0;

    /// <summary>Which tensors decay.</summary>
    public ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() =>
        Chain.Of(
            new AddDecayedWeights(WeightDecay) { Where = Mask.Unless(WeightDecay, DecayMask) },
            new ScaleByAdam
            {
                Beta1 = Beta1,
                Beta2 = Beta2,
                Epsilon = Epsilon,
                EpsilonRoot = EpsilonRoot,
                BiasCorrection = BiasCorrection,
                Nesterov = Nesterov,
            },
            new ScaleByLearningRate(LearningRate)
        );
}
