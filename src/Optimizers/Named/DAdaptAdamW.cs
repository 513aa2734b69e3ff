namespace Pullback.Optimizers;

/// <summary>D-Adaptation of AdamW: it finds its learning rate by an estimate of the distance to the solution. The default rate of 1 is right for most.</summary>
/// <remarks>
/// <para>
/// <c>δ = d α c</c>; <c>n = √β₂ n + (1 − √β₂) δ ⟨g, s / (√v + ε)⟩</c> with s and v from before; <c>m = β₁ m + (1 − β₁) δ g</c>; <c>v = β₂ v + (1 − β₂) g²</c>;
/// <c>s = √β₂ s + (1 − √β₂) δ g</c>; <c>d̂ = n / ((1 − √β₂) ‖s‖₁)</c>, <c>d ← max(d, min(d̂, γ d))</c>; <c>p ← p − m / (√v + ε) − λ δ p</c>, where δ has the d
/// from before. c is <c>√(1 − β₂ᵗ) / (1 − β₁ᵗ)</c> with bias correction, else 1. Sums are over all tensors together.
/// </para>
/// <para>
/// Differences: none; as the authors' <c>DAdaptAdam</c>, whose decay is coupled and uncorrected unless it is told otherwise. Optax's <c>dadapt_adamw</c> has
/// <see cref="BiasCorrection"/>, and no limit of growth.
/// </para>
/// <para>A. Defazio, K. Mishchenko, "Learning-Rate-Free Learning by D-Adaptation", ICML 2023.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record DAdaptAdamW : IGradientTransformation
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

    /// <summary>What is added to the root, ε; positive, because the root is 0 before the first gradient.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and positive.</exception>
    [Positive]
    public partial double Epsilon { get; init; } = 1e-8;

    /// <summary>The factor λ of the decay; where it is decoupled, it is multiplied by the rate that the rule finds; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule WeightDecay { get; init; } = 0.0;

    /// <summary>Whether the decay is decoupled, as AdamW's; else it is an L2 penalty, which is added to the gradient.</summary>
    public bool DecoupledDecay { get; init; } = true;

    /// <summary>Whether the step is divided by the weights that the means have gathered.</summary>
    public bool BiasCorrection { get; init; }

    /// <summary>The first estimate of the distance, d₀; positive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and positive.</exception>
    [Positive]
    public partial double InitialDistance { get; init; } = 1e-6;

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
            new ScaleByDAdaptAdam
            {
                LearningRate = LearningRate,
                Beta1 = Beta1,
                Beta2 = Beta2,
                Epsilon = Epsilon,
                WeightDecay = DecoupledDecay ? WeightDecay : 0.0,
                DecayMask = DecayMask,
                BiasCorrection = BiasCorrection,
                InitialDistance = InitialDistance,
                GrowthLimit = GrowthLimit,
            }
        );
}
