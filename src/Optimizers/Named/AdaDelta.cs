namespace Pullback.Optimizers;

/// <summary>AdaDelta: steps whose size comes from the ratio of past updates and gradients, so that no rate need be tuned.</summary>
/// <remarks>
/// <para><c>g ← g + λ p</c>; <c>v = ρ v + (1 − ρ) g²</c>; <c>u = g √(d + ε) / √(v + ε)</c>; <c>d = ρ d + (1 − ρ) u²</c>; <c>p ← p − α u</c>.</para>
/// <para>Differences: none; as PyTorch's <c>Adadelta</c>. The decay is an L2 penalty.</para>
/// <para>M. D. Zeiler, "ADADELTA: An Adaptive Learning Rate Method", 2012.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record AdaDelta : IGradientTransformation
{
    /// <summary>The learning rate α; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 1.0;

    /// <summary>The decay rate of both means, ρ: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Decay { get; init; } = 0.9;

    /// <summary>What is added under both roots, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-6;

    /// <summary>The factor λ of the L2 penalty, which is added to the gradient; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule WeightDecay { get; init; } = 0.0;

    /// <summary>Which tensors decay.</summary>
    public ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() =>
        Chain.Of(
            new AddDecayedWeights(WeightDecay) { Where = Mask.Unless(WeightDecay, DecayMask) },
            new ScaleByAdaDelta { Decay = Decay, Epsilon = Epsilon },
            new ScaleByLearningRate(LearningRate)
        );
}
