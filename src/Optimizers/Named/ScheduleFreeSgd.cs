using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Schedule-free SGD: gradient descent whose average replaces momentum and a falling learning rate.</summary>
/// <remarks>
/// <para>
/// <c>z ← z − α (g + λ p)</c>; <c>x ← x + c (z − x)</c> with <c>c = wₜ / (w₁ + … + wₜ)</c> and <c>wₜ = t^r (max α)^q</c>; <c>p ← z + μ (x − z)</c>. Gradients are taken at the
/// parameters p; predict with x, <see cref="EvaluationParameters"/>.
/// </para>
/// <para>
/// Differences: none; as the authors' code, whose <c>warmup_steps</c> is a learning rate that warms up. Their <c>eval()</c> and <c>train()</c> change the parameters in
/// place; here both points are there.
/// </para>
/// <para>A. Defazio et al., "The Road Less Scheduled", NeurIPS 2024.</para>
/// </remarks>
/// <example>
/// <code>
/// var optimizer = new ScheduleFreeSgd { LearningRate = Schedule.Constant(1.0).Warmup(500) };
/// (parameters, state) = optimizer.Step(parameters, gradients, state);
/// var averaged = optimizer.EvaluationParameters(parameters, state);
/// </code>
/// </example>
[FusedOptimizer]
public sealed partial record ScheduleFreeSgd : IHasEvaluationParameters
{
    // Both rules have a decay; here it is that of the gradient.
    [ExposesSettings(except: nameof(ScheduleFree.WeightDecay))]
    private ScheduleFree Direction { get; init; } = new() { LearningRate = 1.0 };

    [ExposesSettings]
    private AddDecayedWeights Shrinkage { get; init; } = new(0.0);

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    /// <inheritdoc/>
    /// <remarks>The average x.</remarks>
    public TensorSet<T> EvaluationParameters<T>(TensorSet<T> parameters, OptimizerState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        EvaluationPoint.Of(this, parameters, state, "average", (_, average) => average);

    private Chain Define() => Chain.Of(Shrinkage.On(DecayMask), Direction);
}
