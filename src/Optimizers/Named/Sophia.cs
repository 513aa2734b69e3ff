namespace Pullback.Optimizers;

/// <summary>Sophia: momentum divided by a running mean of the curvature and clipped, a light-weight second-order step.</summary>
/// <remarks>
/// <para>
/// <c>m = β₁ m + (1 − β₁) g</c>; every k-th step, the first among them, <c>h = β₂ h + (1 − β₂) ĥ</c>; <c>p ← p − α (clip(m / max(γ h, ε), ±c) + λ p)</c>. ĥ is
/// <see cref="StepInputs{T}.Curvature"/>: see <see cref="CurvatureEstimates"/>.
/// </para>
/// <para>
/// Differences: none with the paper. Optax's <c>sophia</c> corrects m (<see cref="BiasCorrection"/>), uses the h before the step (<see cref="DelaysCurvature"/>), and
/// has ε = 1e-8 and a default decay of 1e-4, not 0.
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
    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(1e-4);

    [ExposesSettings]
    private ScaleBySophia Direction { get; init; } = new();

    [ExposesSettings]
    private AddDecayedWeights Shrinkage { get; init; } = new(0.0);

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() => Chain.Of(Direction, Shrinkage.On(DecayMask), Rate);
}
