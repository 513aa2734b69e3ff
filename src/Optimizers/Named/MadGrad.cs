namespace Pullback.Optimizers;

/// <summary>MADGRAD: dual averaging with momentum, and with cube roots of the sums of squares in place of square roots.</summary>
/// <remarks>
/// <para>
/// <c>g ← g + λ p</c>; <c>w = (α + ε) √t</c>; <c>q = q + w g²</c>; <c>s = s + w g</c>; <c>p ← μ p + (1 − μ) (p₀ − s / (∛q + ε))</c>, where p₀ are the first parameters.
/// </para>
/// <para>Differences: none; as the authors' code and Optax's <c>madgrad</c>, with decay as an L2 penalty.</para>
/// <para>A. Defazio, S. Jelassi, "Adaptivity without Compromise: A Momentumized, Adaptive, Dual Averaged Gradient Method for Stochastic Optimization", 2021.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record MadGrad : IGradientTransformation
{
    /// <summary>The learning rate α; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 1e-2;

    /// <summary>How much of the parameters stays, μ: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Momentum { get; init; } = 0.9;

    /// <summary>What is added to the rate and to the root, ε; not negative.</summary>
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
            new ScaleByMadGrad
            {
                LearningRate = LearningRate,
                Momentum = Momentum,
                Epsilon = Epsilon,
            }
        );
}
