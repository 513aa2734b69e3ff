namespace Pullback.Optimizers;

/// <summary>Sophia: momentum divided by a running mean of the curvature and clipped, a light-weight second-order step.</summary>
/// <remarks>
/// <para>
/// <c>m = β₁ m + (1 − β₁) g</c>; every k-th step, the first among them, <c>h = β₂ h + (1 − β₂) ĥ</c>; <c>p ← p − α (clip(m / max(γ h, ε), ±c) + λ p)</c>. ĥ is
/// <see cref="StepInputs{T}.Curvature"/>: see <see cref="CurvatureEstimates"/>.
/// </para>
/// <para>
/// Differences: none with the paper. Optax's <c>sophia</c> corrects m (<see cref="BiasCorrection"/>), uses the h before the step (<see cref="DelaysCurvature"/>), and
/// has ε = 1e-8.
/// </para>
/// <para>H. Liu, Z. Li, D. Hall, P. Liang, T. Ma, "Sophia: A Scalable Stochastic Second-order Optimizer for Language Model Pre-training", ICLR 2024.</para>
/// </remarks>
/// <example>
/// <code>
/// var optimizer = new Sophia { LearningRate = 1e-3 };
/// var curvature = step % optimizer.UpdateInterval == 0 ? CurvatureEstimates.Hutchinson(gradient, parameters, key.Fold(step)) : null;
/// (parameters, state) = optimizer.Step(parameters, gradients, state, new StepInputs&lt;float&gt; { Curvature = curvature });
/// </code>
/// </example>
[FusedOptimizer]
public sealed partial record Sophia : IGradientTransformation
{
    /// <summary>The learning rate α; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 1e-4;

    /// <summary>The decay rate of the mean of gradients, β₁: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta1 { get; init; } = 0.965;

    /// <summary>The decay rate of the mean of curvatures, β₂: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta2 { get; init; } = 0.99;

    /// <summary>What the curvature is multiplied by, γ; above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Positive]
    public partial Schedule CurvatureScale { get; init; } = 0.01;

    /// <summary>The smallest number that is divided by, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-12;

    /// <summary>The largest magnitude of an update before the learning rate, c; above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Positive]
    public partial Schedule MaxUpdate { get; init; } = 1.0;

    /// <summary>How many steps there are between two uses of the curvature, k; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [AtLeastOne]
    public partial long UpdateInterval { get; init; } = 10;

    /// <summary>Whether the mean of gradients is divided by the weight that it has gathered.</summary>
    public bool BiasCorrection { get; init; }

    /// <summary>Whether a step uses the mean of curvatures as it was before the step.</summary>
    public bool DelaysCurvature { get; init; }

    /// <summary>The factor λ of the decay, which is multiplied by the learning rate; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule WeightDecay { get; init; } = 0.0;

    /// <summary>Which tensors decay.</summary>
    public ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() =>
        Chain.Of(
            new ScaleBySophia
            {
                Beta1 = Beta1,
                Beta2 = Beta2,
                CurvatureScale = CurvatureScale,
                Epsilon = Epsilon,
                MaxUpdate = MaxUpdate,
                UpdateInterval = UpdateInterval,
                BiasCorrection = BiasCorrection,
                DelaysCurvature = DelaysCurvature,
            },
            new AddDecayedWeights(WeightDecay) { Where = Mask.Unless(WeightDecay, DecayMask) },
            new ScaleByLearningRate(LearningRate)
        );
}
