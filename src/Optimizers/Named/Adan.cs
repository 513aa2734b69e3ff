namespace Pullback.Optimizers;

/// <summary>Adan: adaptive steps with Nesterov's momentum, taken from the differences of the gradients.</summary>
/// <remarks>
/// <para>
/// <c>d = g − g_before</c>; <c>m = β₁ m + (1 − β₁) g</c>; <c>v = β₂ v + (1 − β₂) d</c>; <c>n = β₃ n + (1 − β₃) (g + k d)²</c>; <c>u = (m̂ + k v̂) / (√(n̂ + ε_root) + ε)</c>;
/// <c>p ← (p − α u) / (1 + α λ)</c>, or <c>p ← p − α (u + λ p)</c> without <see cref="ProximalDecay"/>.
/// </para>
/// <para>
/// Differences: none with the authors' code, whose <c>no_prox</c> is the second form. Optax's <c>adan</c> has 1 − β₂ for k (<see cref="DifferenceWeight"/>), ε_root = 1e-8,
/// and the second form.
/// </para>
/// <para>X. Xie, P. Zhou, H. Li, Z. Lin, S. Yan, "Adan: Adaptive Nesterov Momentum Algorithm for Faster Optimizing Deep Models", 2022.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record Adan : IGradientTransformation
{
    /// <summary>The learning rate α; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 1e-3;

    /// <summary>The decay rate of the mean of gradients, β₁: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta1 { get; init; } = 0.98;

    /// <summary>The decay rate of the mean of differences, β₂: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta2 { get; init; } = 0.92;

    /// <summary>The decay rate of the mean of squares, β₃: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta3 { get; init; } = 0.99;

    /// <summary>What is added to the root, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-8;

    /// <summary>What is added under the root; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double EpsilonRoot { get; init; }

    /// <summary>What differences weigh, k; not negative. Null, the default, is β₂.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    public double? DifferenceWeight
    {
        get;
        init => field = value is { } weight ? Require.NotNegative(weight, nameof(DifferenceWeight)) : null;
    }

    /// <summary>Whether the decay divides by 1 + α λ, so that it never overshoots.</summary>
    public bool ProximalDecay { get; init; } = true;

    /// <summary>The factor λ of the decay, which is multiplied by the learning rate; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule WeightDecay { get; init; } = 0.0;

    /// <summary>Which tensors decay.</summary>
    public ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() =>
        Chain.Of(
            new ScaleByAdan
            {
                Beta1 = Beta1,
                Beta2 = Beta2,
                Beta3 = Beta3,
                Epsilon = Epsilon,
                EpsilonRoot = EpsilonRoot,
                DifferenceWeight = DifferenceWeight,
            },
            new AddDecayedWeights(WeightDecay)
            {
                Where = ProximalDecay ? ParameterFilter.None : Mask.Unless(WeightDecay, DecayMask),
            },
            new ScaleByLearningRate(LearningRate),
            new AddProximalDecay
            {
                LearningRate = LearningRate,
                WeightDecay = WeightDecay,
                Where = ProximalDecay ? Mask.Unless(WeightDecay, DecayMask) : ParameterFilter.None,
            }
        );
}
