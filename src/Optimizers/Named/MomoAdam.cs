namespace Pullback.Optimizers;

/// <summary>MoMo-Adam: Adam whose step is as far as a model of the loss is above a lower bound, at most the learning rate. Needs the loss.</summary>
/// <remarks>
/// <para>
/// <c>f̄ = β₁ f̄ + (1 − β₁) f</c>, <c>γ = β₁ γ + (1 − β₁) ⟨g, p⟩</c>, <c>d = β₁ d + (1 − β₁) g</c>, <c>v = β₂ v + (1 − β₂) g²</c>,
/// <c>D = √(v / (1 − β₂ᵗ)) + ε</c>; <c>k = 1 + α λ</c>, <c>ρ = 1 − β₁ᵗ</c>;
/// <c>τ = min(α / ρ, max(k (f̄ − γ − ρ f*) + ⟨d, p⟩, 0) / ⟨d, d / D⟩)</c>; <c>p ← (p − τ d / D) / k</c>. Products are over all tensors together.
/// </para>
/// <para>With <see cref="EstimatesBound"/>, f* is estimated from step to step (MoMo-Adam*): see <see cref="ScaleByMomoAdam"/>.</para>
/// <para>
/// Differences: none; as the authors' <c>MomoAdam</c>. Optax's <c>momo_adam</c> has <see cref="MomoDecay.Parameters"/>, and takes no step where
/// <c>⟨d, d / D⟩</c> is at most 2⁻⁵² (<see cref="Flatness"/>).
/// </para>
/// <para>F. Schaipp, R. Ohana, M. Eickenberg, A. Defazio, R. M. Gower, "MoMo: Momentum Models for Adaptive Learning Rates", ICML 2024.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record MomoAdam : IGradientTransformation
{
    /// <summary>The largest step α; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 1e-2;

    /// <summary>The decay rate of the averages of gradients and losses, β₁: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta1 { get; init; } = 0.9;

    /// <summary>The decay rate of the mean of squares, β₂: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta2 { get; init; } = 0.999;

    /// <summary>What is added to the root, ε; positive, because products over all elements are divided by it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and positive.</exception>
    [Positive]
    public partial double Epsilon { get; init; } = 1e-8;

    /// <summary>A number that the loss is never below, f*.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    [Finite]
    public partial double LowerBound { get; init; }

    /// <summary>Whether a bound that is closer than <see cref="LowerBound"/> is estimated.</summary>
    public bool EstimatesBound { get; init; }

    /// <summary>The factor λ of the decay, which is multiplied by the learning rate; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule WeightDecay { get; init; } = 0.0;

    /// <summary>How the step decays weights.</summary>
    public MomoDecay DecayForm { get; init; }

    /// <summary>The squared norm of the direction, in the metric of D, at or below which no step is taken; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    [NotNegative]
    public partial double Flatness { get; init; }

    private Chain Define() =>
        Chain.Of(
            new ScaleByMomoAdam
            {
                LearningRate = LearningRate,
                Beta1 = Beta1,
                Beta2 = Beta2,
                Epsilon = Epsilon,
                LowerBound = LowerBound,
                EstimatesBound = EstimatesBound,
                WeightDecay = WeightDecay,
                DecayForm = DecayForm,
                Flatness = Flatness,
            }
        );
}
