namespace Pullback.Optimizers;

/// <summary>RMSProp: steps divided by the root of a running mean of the squared gradients; optionally centred, and with momentum.</summary>
/// <remarks>
/// <para>
/// <c>g ← g + λ p</c>; <c>v = ρ v + (1 − ρ) g²</c>; <c>b = μ b + g / (√(v + ε_root) + ε)</c>; <c>p ← p − α b</c>. Centred, the mean gradient's square is taken
/// off v.
/// </para>
/// <para>Momentum and centring that are off keep no state.</para>
/// <para>Differences: none; as PyTorch's <c>RMSprop</c>. Optax's <c>rmsprop</c> has its ε under the root (<see cref="EpsilonRoot"/>). The decay is an L2 penalty.</para>
/// <para>T. Tieleman, G. Hinton, "Lecture 6.5: RMSProp", COURSERA: Neural Networks for Machine Learning, 2012.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record RmsProp : IGradientTransformation
{
    /// <summary>The learning rate α; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 1e-2;

    /// <summary>The decay rate of the mean of squares, ρ: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Decay { get; init; } = 0.99;

    /// <summary>What is added to the root, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-8;

    /// <summary>What is added under the root; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double EpsilonRoot { get; init; }

    /// <summary>Whether gradients are divided by their standard deviation instead of their root mean square.</summary>
    public bool Centered { get; init; }

    /// <summary>The momentum μ of the scaled gradients: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Momentum { get; init; } = 0.0;

    /// <summary>The factor λ of the L2 penalty, which is added to the gradient; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule WeightDecay { get; init; } = 0.0;

    /// <summary>Which tensors decay.</summary>
    public ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() =>
        Chain.Of(
            new AddDecayedWeights(WeightDecay) { Where = Mask.Unless(WeightDecay, DecayMask) },
            new ScaleByRootMeanSquare
            {
                Decay = Decay,
                Epsilon = Epsilon,
                EpsilonRoot = EpsilonRoot,
                Where = Centered ? ParameterFilter.None : ParameterFilter.All,
            },
            new ScaleByStandardDeviation
            {
                Decay = Decay,
                Epsilon = Epsilon,
                EpsilonRoot = EpsilonRoot,
                Where = Centered ? ParameterFilter.All : ParameterFilter.None,
            },
            new Trace { Momentum = Momentum, Where = Mask.Unless(Momentum, ParameterFilter.All) },
            new ScaleByLearningRate(LearningRate)
        );
}
