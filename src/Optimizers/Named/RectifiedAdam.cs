namespace Pullback.Optimizers;

/// <summary>RAdam: Adam that begins as momentum, and adapts its rates when enough gradients have been seen.</summary>
/// <remarks>
/// <para>
/// <c>g ← g + λ p</c>; <c>m = β₁ m + (1 − β₁) g</c>; <c>v = β₂ v + (1 − β₂) g²</c>; <c>p ← p − α r m̂ / (√(v̂ + ε_root) + ε)</c> with the rectification r of
/// <see cref="ScaleByRectifiedAdam"/>, or <c>p ← p − α m̂</c> in the first steps.
/// </para>
/// <para>Differences: none; as PyTorch's <c>RAdam</c> with <see cref="EpsilonBeforeCorrection"/>, and Optax's <c>radam</c> without it. The decay is an L2 penalty.</para>
/// <para>L. Liu et al., "On the Variance of the Adaptive Learning Rate and Beyond", ICLR 2020.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record RectifiedAdam : IGradientTransformation
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
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-8;

    /// <summary>What is added under the root, after the bias correction; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double EpsilonRoot { get; init; }

    /// <summary>The effective number of gradients ρₜ from which rates are adapted; at least 4, below which the variance is not finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    public double Threshold
    {
        get;
        init => field = Require.AtLeast(value, 4, nameof(Threshold));
    } = 5;

    /// <summary>Whether ε is added to the root of v before its bias correction, as in PyTorch.</summary>
    public bool EpsilonBeforeCorrection { get; init; }

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
            new ScaleByRectifiedAdam
            {
                Beta1 = Beta1,
                Beta2 = Beta2,
                Epsilon = Epsilon,
                EpsilonRoot = EpsilonRoot,
                Threshold = Threshold,
                EpsilonBeforeCorrection = EpsilonBeforeCorrection,
                Nesterov = Nesterov,
            },
            new ScaleByLearningRate(LearningRate)
        );
}
