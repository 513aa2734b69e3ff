namespace Pullback.Optimizers;

/// <summary>LARS: momentum with each tensor's gradient made as long as a share of the tensor itself; made for very large batches.</summary>
/// <remarks>
/// <para>
/// <c>g ← g + λ p</c>; <c>r = η ‖p‖ / (‖g‖ + ε)</c> over each tensor, 1 where either norm is 0; <c>b = μ b + α r g</c>; <c>p ← p − b</c>, or
/// <c>p ← p − (α r g + μ b)</c> (Nesterov).
/// </para>
/// <para>With <see cref="SumsNorms"/> the ratio is the paper's: <c>r = η ‖p‖ / (‖g‖ + λ ‖p‖ + ε)</c> with the gradient from before the decay.</para>
/// <para>
/// Differences: none; as Optax's <c>lars</c>. PyTorch has no counterpart. The decay is inside of the norm, and the learning rate inside of the momentum.
/// </para>
/// <para>Y. You, I. Gitman, B. Ginsburg, "Large Batch Training of Convolutional Networks", arXiv:1708.03888, 2017.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record Lars : IGradientTransformation
{
    /// <summary>The learning rate α; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 0.1;

    /// <summary>The momentum μ: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Momentum { get; init; } = 0.9;

    /// <summary>Whether the update looks ahead by one more step of momentum.</summary>
    public bool Nesterov { get; init; }

    /// <summary>The trust coefficient η; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    [NotNegative]
    public partial double TrustCoefficient { get; init; } = 0.001;

    /// <summary>What is added to the divisor, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; }

    /// <summary>The factor λ of the decay, which is added to the gradient; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule WeightDecay { get; init; } = 0.0;

    /// <summary>Whether the divisor is the sum of the norms of gradient and decay, as in the paper, and not the norm of their sum.</summary>
    public bool SumsNorms { get; init; }

    /// <summary>Which tensors decay.</summary>
    public ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    /// <summary>Which tensors are scaled to their own length.</summary>
    public ParameterFilter RatioMask { get; init; } = ParameterFilter.All;

    private Chain Define() =>
        Chain.Of(
            new AddDecayedWeights(WeightDecay)
            {
                Where = Mask.Unless(WeightDecay, SumsNorms ? DecayMask.And(RatioMask.Not()) : DecayMask),
            },
            new ScaleByLayerRate
            {
                TrustCoefficient = TrustCoefficient,
                WeightDecay = WeightDecay,
                Epsilon = Epsilon,
                Where = SumsNorms ? RatioMask.And(DecayMask) : ParameterFilter.None,
            },
            new ScaleByTrustRatio
            {
                TrustCoefficient = TrustCoefficient,
                Epsilon = Epsilon,
                Where = SumsNorms ? RatioMask.And(DecayMask.Not()) : RatioMask,
            },
            new ScaleByLearningRate(LearningRate),
            new Trace { Momentum = Momentum, Nesterov = Nesterov }
        );
}
