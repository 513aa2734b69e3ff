namespace Pullback.Optimizers;

/// <summary>COCOB: no learning rate; each element bets on the sign of its gradients, and the money that it has won is its step.</summary>
/// <remarks>
/// <para>
/// <c>c = −α (g + λ p)</c>; <c>L = max(L, |c|)</c>; <c>G = G + |c|</c>; <c>R = max(R + c (p − p₀), 0)</c>; <c>C = C + c</c>;
/// <c>p ← p₀ + C (L + R) / (L max(G + L, a L))</c>.
/// </para>
/// <para>
/// But for ε, multiplying all gradients by a number changes nothing: <see cref="LearningRate"/> is a weight of the gradients, which matters only when it
/// changes from step to step.
/// </para>
/// <para>Differences: none; as Optax's <c>cocob</c>. The decay is an L2 penalty: it is added to the gradient.</para>
/// <para>F. Orabona, T. Tommasi, "Training Deep Networks without Learning Rates Through Coin Betting", NIPS 2017, Algorithm 2.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record Cocob : IGradientTransformation
{
    /// <summary>The weight α of the gradients, which is no rate; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 1.0;

    /// <summary>How many times the largest gradient the sum of gradients counts as at least, which keeps the first bets small: a; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    [NotNegative]
    public partial double Caution { get; init; } = 100.0;

    /// <summary>Where the largest magnitude starts, ε; positive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and positive.</exception>
    [Positive]
    public partial double Epsilon { get; init; } = 1e-8;

    /// <summary>The factor λ of the L2 penalty, which is added to the gradient; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule WeightDecay { get; init; } = 0.0;

    /// <summary>Which tensors decay.</summary>
    public ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() =>
        Chain.Of(
            new AddDecayedWeights(WeightDecay) { Where = Mask.Unless(WeightDecay, DecayMask) },
            new ScaleByLearningRate(LearningRate),
            new ScaleByCoinBetting { Caution = Caution, Epsilon = Epsilon }
        );
}
