namespace Pullback.Optimizers;

/// <summary>AdaGrad: a rate for each parameter, which falls with the squares of its gradients so far.</summary>
/// <remarks>
/// <para><c>g ← g + λ p</c>; <c>s = s + g²</c>; <c>p ← p − α g / (√(s + ε_root) + ε)</c>.</para>
/// <para>
/// Differences: none; as PyTorch's <c>Adagrad</c>, whose <c>lr_decay</c> is <c>Schedule.InverseTime</c> as learning rate. Optax's <c>adagrad</c> has its ε
/// under the root (<see cref="EpsilonRoot"/>) and starts s at 0.1. The decay is an L2 penalty.
/// </para>
/// <para>J. Duchi, E. Hazan, Y. Singer, "Adaptive Subgradient Methods for Online Learning and Stochastic Optimization", JMLR 12, 2011.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record AdaGrad : IGradientTransformation
{
    /// <summary>The learning rate α; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 1e-2;

    /// <summary>Where the sum of squares starts; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double InitialAccumulator { get; init; }

    /// <summary>What is added to the root, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-10;

    /// <summary>What is added under the root; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double EpsilonRoot { get; init; }

    /// <summary>The factor λ of the L2 penalty, which is added to the gradient; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule WeightDecay { get; init; } = 0.0;

    /// <summary>Which tensors decay.</summary>
    public ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() =>
        Chain.Of(
            new AddDecayedWeights(WeightDecay) { Where = Mask.Unless(WeightDecay, DecayMask) },
            new ScaleByAccumulatedSquares
            {
                InitialAccumulator = InitialAccumulator,
                Epsilon = Epsilon,
                EpsilonRoot = EpsilonRoot,
            },
            new ScaleByLearningRate(LearningRate)
        );
}
