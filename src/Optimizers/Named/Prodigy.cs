namespace Pullback.Optimizers;

/// <summary>Prodigy: AdamW that finds its learning rate by an estimate of the distance to the solution. The default rate of 1 is right for most.</summary>
/// <remarks>
/// <para>
/// <c>δ = d α c</c>; <c>n = β₃ n + (d/d₀) δ ⟨g, p₀ − p⟩</c>; <c>s = β₃ s + (d/d₀) δ g</c>; <c>m = β₁ m + d (1 − β₁) g</c>; <c>v = β₂ v + d² (1 − β₂) g²</c>;
/// <c>d̂ = k n / ‖s‖₁</c>, <c>d_max = max(d_max, d̂)</c>, <c>d ← min(d_max, γ d)</c>; <c>p ← p − δ (m / (√v + d ε) + λ p)</c>, where δ has the d from before.
/// c is <c>√(1 − β₂ᵗ) / (1 − β₁ᵗ)</c> with bias correction, else 1; β₃ is √β₂ unless it is given. Sums are over all tensors together.
/// </para>
/// <para>Differences: none; as the authors' <c>Prodigy</c>. Optax's has <see cref="BiasCorrection"/>, and no limit of growth.</para>
/// <para>K. Mishchenko, A. Defazio, "Prodigy: An Expeditiously Adaptive Parameter-Free Learner", ICML 2024.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record Prodigy : IGradientTransformation
{
    /// <summary>By what the rate that the rule finds is multiplied, α; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 1.0;

    /// <summary>The decay rate of the mean, β₁: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta1 { get; init; } = 0.9;

    /// <summary>The decay rate of the mean of squares, β₂: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta2 { get; init; } = 0.999;

    /// <summary>The decay rate of the estimate's sums, β₃: at least 0, below 1; null, the default: the root of β₂.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    public double? Beta3
    {
        get;
        init => field = value is { } rate ? Require.Decay(rate, nameof(Beta3)) : null;
    }

    /// <summary>What is added to the root, ε, in units of d; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-8;

    /// <summary>The factor λ of the decay; where it is decoupled, it is multiplied by the rate that the rule finds; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule WeightDecay { get; init; } = 0.0;

    /// <summary>Whether the decay is decoupled, as AdamW's; else it is an L2 penalty, which is added to the gradient.</summary>
    public bool DecoupledDecay { get; init; } = true;

    /// <summary>Whether the step is divided by the weights that the means have gathered.</summary>
    public bool BiasCorrection { get; init; }

    /// <summary>Whether s is gathered with d in the place of δ, so that the low rates of a warm-up don't make the estimate too large.</summary>
    public bool SafeguardWarmup { get; init; }

    /// <summary>The first estimate of the distance, d₀; positive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and positive.</exception>
    [Positive]
    public partial double InitialDistance { get; init; } = 1e-6;

    /// <summary>By what each estimate of the distance is multiplied, k; positive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and positive.</exception>
    [Positive]
    public partial double DistanceCoefficient { get; init; } = 1.0;

    /// <summary>How many times larger the estimate may get in one step, γ: at least 1; infinity, the default, sets no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN or less than 1.</exception>
    public double GrowthLimit
    {
        get;
        init => field = Require.AtLeastOneOrInfinite(value, nameof(GrowthLimit));
    } = double.PositiveInfinity;

    /// <summary>Which tensors decay.</summary>
    public ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() =>
        Chain.Of(
            new AddDecayedWeights(WeightDecay)
            {
                Where = DecoupledDecay ? ParameterFilter.None : Mask.Unless(WeightDecay, DecayMask),
            },
            new ScaleByProdigy
            {
                LearningRate = LearningRate,
                Beta1 = Beta1,
                Beta2 = Beta2,
                Beta3 = Beta3,
                Epsilon = Epsilon,
                WeightDecay = DecoupledDecay ? WeightDecay : 0.0,
                DecayMask = DecayMask,
                BiasCorrection = BiasCorrection,
                SafeguardWarmup = SafeguardWarmup,
                InitialDistance = InitialDistance,
                DistanceCoefficient = DistanceCoefficient,
                GrowthLimit = GrowthLimit,
            }
        );
}
