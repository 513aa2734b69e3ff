namespace Pullback.Optimizers;

/// <summary>AMSGrad: Adam with the largest mean of squares so far.</summary>
/// <remarks>
/// <para>
/// <c>g ← g + λ p</c>; <c>m = β₁ m + (1 − β₁) g</c>; <c>v = β₂ v + (1 − β₂) g²</c>; <c>w = max(w, v)</c>; <c>p ← p − α m̂ / (√(ŵ + ε_root) + ε)</c>, where
/// <c>m̂ = m / (1 − β₁ᵗ)</c> and <c>ŵ = w / (1 − β₂ᵗ)</c>.
/// </para>
/// <para>
/// Differences: none; as PyTorch's <c>Adam(amsgrad=True)</c>. Optax's <c>amsgrad</c> takes the maximum of the corrected means (<see
/// cref="CorrectsBeforeMaximum"/>); the paper corrects nothing. The decay is an L2 penalty.
/// </para>
/// <para>S. J. Reddi, S. Kale, S. Kumar, "On the Convergence of Adam and Beyond", ICLR 2018.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record AmsGrad : IGradientTransformation
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

    /// <summary>What is added under the root; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double EpsilonRoot { get; init; }

    /// <summary>Whether the mean is divided by the weight that it has gathered.</summary>
    public bool CorrectsMean { get; init; } = true;

    /// <summary>Whether the mean of squares is divided by the weight that it has gathered.</summary>
    public bool CorrectsSquares { get; init; } = true;

    /// <summary>Whether the maximum is taken of the corrected means of squares, as in Optax.</summary>
    public bool CorrectsBeforeMaximum { get; init; }

    /// <summary>The factor λ of the L2 penalty, which is added to the gradient; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule WeightDecay { get; init; } = 0.0;

    /// <summary>Which tensors decay.</summary>
    public ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() =>
        Chain.Of(
            new AddDecayedWeights(WeightDecay) { Where = Mask.Unless(WeightDecay, DecayMask) },
            new ScaleByAmsGrad
            {
                Beta1 = Beta1,
                Beta2 = Beta2,
                Epsilon = Epsilon,
                EpsilonRoot = EpsilonRoot,
                CorrectsMean = CorrectsMean,
                CorrectsSquares = CorrectsSquares,
                CorrectsBeforeMaximum = CorrectsBeforeMaximum,
            },
            new ScaleByLearningRate(LearningRate)
        );
}
