using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Schedule-free AdamW: Adam's scaling, with an average in place of momentum and of a falling learning rate.</summary>
/// <remarks>
/// <para>
/// <c>v = β₂ v + (1 − β₂) g²</c>; <c>z ← z − α (g / (√(v / (1 − β₂ᵗ)) + ε) + λ p)</c>; <c>x ← x + c (z − x)</c> with <c>c = wₜ / (w₁ + … + wₜ)</c> and <c>wₜ = t^r (max α)^q</c>;
/// <c>p ← z + β₁ (x − z)</c>. With <see cref="DecaysIterate"/> the decay is <c>λ z</c>. Gradients are taken at the parameters p; predict with x,
/// <see cref="EvaluationParameters"/>.
/// </para>
/// <para>
/// Differences: none; as the authors' code, whose <c>warmup_steps</c> is a learning rate that warms up. Their <c>eval()</c> and <c>train()</c> change the parameters in
/// place; here both points are there.
/// </para>
/// <para>A. Defazio et al., "The Road Less Scheduled", NeurIPS 2024, Algorithm 1.</para>
/// </remarks>
/// <example>
/// <code>
/// var optimizer = new ScheduleFreeAdamW { LearningRate = Schedule.Constant(2.5e-3).Warmup(500), WeightDecay = 1e-2 };
/// (parameters, state) = optimizer.Step(parameters, gradients, state);
/// var averaged = optimizer.EvaluationParameters(parameters, state);
/// </code>
/// </example>
[FusedOptimizer]
public sealed partial record ScheduleFreeAdamW : IHasEvaluationParameters
{
    /// <summary>The learning rate α; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 2.5e-3;

    /// <summary>How near the parameters are to the average, β₁: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta1 { get; init; } = 0.9;

    /// <summary>The decay rate of the mean of squares, β₂: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta2 { get; init; } = 0.999;

    /// <summary>What is added to the root, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-8;

    /// <summary>The power r of the step in the weights of the average; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double StepPower { get; init; } = 0.0;

    /// <summary>The power q of the largest rate so far in the weights of the average; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double RatePower { get; init; } = 2.0;

    [ExposesSettings]
    private AddDecayedWeights Shrinkage { get; init; } = new(0.0);

    /// <summary>Whether the decay is of z, not of the parameters.</summary>
    public bool DecaysIterate { get; init; }

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    /// <inheritdoc/>
    /// <remarks>The average x.</remarks>
    public TensorSet<T> EvaluationParameters<T>(TensorSet<T> parameters, OptimizerState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        EvaluationPoint.Of(this, parameters, state, "average", (_, average) => average);

    private Chain Define() =>
        Chain.Of(
            new ScaleByRootMeanSquare
            {
                Decay = Beta2,
                Epsilon = Epsilon,
                BiasCorrection = true,
            },
            Shrinkage.On(DecaysIterate ? ParameterFilter.None : DecayMask),
            new ScheduleFree
            {
                LearningRate = LearningRate,
                Momentum = Beta1,
                StepPower = StepPower,
                RatePower = RatePower,
                WeightDecay = DecaysIterate ? WeightDecay : 0.0,
                DecayMask = DecayMask,
            }
        );
}
