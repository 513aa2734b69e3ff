namespace Pullback.Optimizers;

/// <summary>QHM: descent along a mix of the gradient and a slow running mean of the gradients.</summary>
/// <remarks>
/// <para><c>g ← g + λ p</c>; <c>m = β m + (1 − β) g</c>; <c>p ← p − α ((1 − ν) g + ν m)</c>.</para>
/// <para>Of the other forms of momentum, ν = 1 is <see cref="EmaMomentum"/>, and ν = β is <see cref="Sgd"/> with Nesterov's, at a rate smaller by 1 − β.</para>
/// <para>J. Ma, D. Yarats, "Quasi-hyperbolic momentum and Adam for deep learning", ICLR 2019.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record QuasiHyperbolicMomentum : IGradientTransformation
{
    /// <summary>The learning rate α; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 1.0;

    /// <summary>The decay rate of the mean, β: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Momentum { get; init; } = 0.999;

    /// <summary>What the mean weighs in the step, ν: from 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Fraction]
    public partial Schedule MeanWeight { get; init; } = 0.7;

    /// <summary>The factor λ of the L2 penalty, which is added to the gradient; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule WeightDecay { get; init; } = 0.0;

    /// <summary>Which tensors decay.</summary>
    public ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() =>
        Chain.Of(
            new AddDecayedWeights(WeightDecay) { Where = Mask.Unless(WeightDecay, DecayMask) },
            new ScaleByQuasiHyperbolicMomentum { Momentum = Momentum, MeanWeight = MeanWeight },
            new ScaleByLearningRate(LearningRate)
        );
}
