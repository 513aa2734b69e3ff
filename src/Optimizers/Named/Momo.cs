namespace Pullback.Optimizers;

/// <summary>MoMo: momentum whose step is as far as a model of the loss is above a lower bound, at most the learning rate, which may be large. Needs the loss.</summary>
/// <remarks>
/// <para>
/// <c>f̄ = β f̄ + (1 − β) f</c>, <c>γ = β γ + (1 − β) ⟨g, p⟩</c>, <c>d = β d + (1 − β) g</c>, where all three start at their first values, or at 0 with bias
/// correction; <c>k = 1 + α λ</c>, <c>ρ = 1</c>, or <c>1 − βᵗ</c> with bias correction; <c>τ = min(α / ρ, max(k (f̄ − γ − ρ f*) + ⟨d, p⟩, 0) / ‖d‖²)</c>;
/// <c>p ← (p − τ d) / k</c>. Products are over all tensors together.
/// </para>
/// <para>With <see cref="EstimatesBound"/>, f* is estimated from step to step (MoMo*): see <see cref="ScaleByMomo"/>.</para>
/// <para>
/// Differences: none; as the authors' <c>Momo</c>. Optax's <c>momo</c> has <see cref="MomoDecay.Parameters"/>, and takes no step where ‖d‖² is at most 2⁻⁵²
/// (<see cref="Flatness"/>).
/// </para>
/// <para>F. Schaipp, R. Ohana, M. Eickenberg, A. Defazio, R. M. Gower, "MoMo: Momentum Models for Adaptive Learning Rates", ICML 2024.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record Momo : IGradientTransformation
{
    /// <summary>The largest step α; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 1.0;

    /// <summary>The decay rate of the averages, β: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Momentum { get; init; } = 0.9;

    /// <summary>A number that the loss is never below, f*.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    [Finite]
    public partial double LowerBound { get; init; }

    /// <summary>Whether a bound that is closer than <see cref="LowerBound"/> is estimated.</summary>
    public bool EstimatesBound { get; init; }

    /// <summary>Whether averages start at 0 and are corrected for it; else they start at their first values.</summary>
    public bool BiasCorrection { get; init; }

    /// <summary>The factor λ of the decay, which is multiplied by the learning rate; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule WeightDecay { get; init; } = 0.0;

    /// <summary>How the step decays weights.</summary>
    public MomoDecay DecayForm { get; init; }

    /// <summary>The squared norm of the direction at or below which no step is taken; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    [NotNegative]
    public partial double Flatness { get; init; }

    private Chain Define() =>
        Chain.Of(
            new ScaleByMomo
            {
                LearningRate = LearningRate,
                Momentum = Momentum,
                LowerBound = LowerBound,
                EstimatesBound = EstimatesBound,
                BiasCorrection = BiasCorrection,
                WeightDecay = WeightDecay,
                DecayForm = DecayForm,
                Flatness = Flatness,
            }
        );
}
