namespace Pullback.Optimizers;

/// <summary>Yogi: Adam whose mean of squares grows and falls slowly, so that rates do not jump where gradients are rare.</summary>
/// <remarks>
/// <para><c>m = β₁ m + (1 − β₁) g</c>; <c>v = v − (1 − β₂) sign(v − g²) g²</c>; <c>p ← p − α (m / (√(v + ε_root) + ε) + λ p)</c>.</para>
/// <para>
/// Differences: as in the paper, m starts at zero and nothing is corrected. Optax's <c>yogi</c> divides m and v as Adam does (<see cref="BiasCorrection"/>), and
/// starts both at the same number (<see cref="InitialMean"/>).
/// </para>
/// <para>M. Zaheer, S. Reddi, D. Sachan, S. Kale, S. Kumar, "Adaptive Methods for Nonconvex Optimization", NeurIPS 2018.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record Yogi : IGradientTransformation
{
    /// <summary>The learning rate α; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 1e-2;

    /// <summary>The decay rate of the mean, β₁: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta1 { get; init; } = 0.9;

    /// <summary>What v keeps of itself where it grows from small squares, β₂: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta2 { get; init; } = 0.999;

    /// <summary>What is added to the root, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-3;

    /// <summary>What is added under the root; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double EpsilonRoot { get; init; }

    /// <summary>Where v starts; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double InitialAccumulator { get; init; } = 1e-6;

    /// <summary>Where m starts; finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [Finite]
    public partial double InitialMean { get; init; }

    /// <summary>Whether m and v are divided by the weights that they have gathered.</summary>
    public bool BiasCorrection { get; init; }

    /// <summary>The factor λ of the decay, which is multiplied by the learning rate; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule WeightDecay { get; init; } = 0.0;

    /// <summary>Which tensors decay.</summary>
    public ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() =>
        Chain.Of(
            new ScaleByYogi
            {
                Beta1 = Beta1,
                Beta2 = Beta2,
                Epsilon = Epsilon,
                EpsilonRoot = EpsilonRoot,
                InitialAccumulator = InitialAccumulator,
                InitialMean = InitialMean,
                BiasCorrection = BiasCorrection,
            },
            new AddDecayedWeights(WeightDecay) { Where = Mask.Unless(WeightDecay, DecayMask) },
            new ScaleByLearningRate(LearningRate)
        );
}
