namespace Pullback.Optimizers;

/// <summary>Shampoo: gradients multiplied by the inverse roots of a matrix for each axis, which hold how the slices along it go together.</summary>
/// <remarks>
/// <para><c>d</c> by <see cref="ScaleByShampoo"/>; <c>m = μ m + (1 − μ) d</c>; <c>p ← p − α (m + λ p)</c>. The momentum is left out when μ is the constant 0.</para>
/// <para>
/// Updates of matrices have the size of orthogonal matrices at first and shrink as AdaGrad's do, unless <see cref="Decay"/> makes means of the sums. Grafting of another optimizer's step size is not
/// part of it.
/// </para>
/// <para>Differences: PyTorch and Optax have none in their core.</para>
/// <para>V. Gupta, T. Koren, Y. Singer, "Shampoo: Preconditioned Stochastic Tensor Optimization", ICML 2018.</para>
/// </remarks>
[ComposedOptimizer]
public sealed partial record Shampoo : IGradientTransformation
{
    /// <summary>The learning rate α; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 0.1;

    /// <summary>The decay rate of the momentum, μ: at least 0, below 1; the constant 0 keeps none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Momentum { get; init; } = 0.9;

    /// <summary>What is added to the diagonals of the factors before a root is taken, ε; above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [Positive]
    public partial double Epsilon { get; init; } = 1e-4;

    /// <summary>The decay rate of factors that are running means: at least 0, below 1. Null: sums.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    public double? Decay
    {
        get;
        init => field = value is { } given ? Require.Decay(given, nameof(Decay)) : null;
    }

    /// <summary>How often roots are taken: in the first step and every so many steps after it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [AtLeastOne]
    public partial long UpdateInterval { get; init; } = 10;

    /// <summary>The longest axis that has a factor; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [AtLeastOne]
    public partial int MaximumExtent { get; init; } = 1024;

    /// <summary>The factor λ of the decay, which is multiplied by the learning rate; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule WeightDecay { get; init; } = 0.0;

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() =>
        Chain
            .Of(
                new ScaleByShampoo
                {
                    Epsilon = Epsilon,
                    Decay = Decay,
                    UpdateInterval = UpdateInterval,
                    MaximumExtent = MaximumExtent,
                    MaxDegreeOfParallelism = MaxDegreeOfParallelism,
                },
                new ScaleByAverage { Decay = Momentum, Where = Mask.Unless(Momentum, ParameterFilter.All) },
                new AddDecayedWeights(WeightDecay) { Where = Mask.Unless(WeightDecay, DecayMask) },
                new ScaleByLearningRate(LearningRate)
            )
            .WithMaxDegreeOfParallelism(MaxDegreeOfParallelism);
}
