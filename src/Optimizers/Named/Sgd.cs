namespace Pullback.Optimizers;

/// <summary>Stochastic gradient descent: plain, with momentum, or with Nesterov's momentum.</summary>
/// <remarks>
/// <para>
/// <c>g ← g + λ p</c>; <c>b = μ b + (1 − d) g</c> (in the first step <c>b = g</c>); <c>p ← p − α b</c>, or <c>p ← p − α (g + μ b)</c> (Nesterov). With μ = 0,
/// the default, it is <c>p ← p − α g</c> and keeps no state.
/// </para>
/// <para>
/// Differences: none; as PyTorch's <c>SGD</c> and, without dampening and decay, Optax's <c>sgd</c>. The decay is an L2 penalty, before the momentum. Nesterov without
/// momentum is refused by <c>Init</c>; with dampening, which PyTorch refuses, it is the formula above.
/// </para>
/// <para>H. Robbins, S. Monro, "A Stochastic Approximation Method", Annals of Mathematical Statistics 22, 1951; for momentum see <see cref="Trace"/>.</para>
/// </remarks>
/// <example>
/// <code>
/// var optimizer = new Sgd { LearningRate = Schedule.StepDecay(0.1, factor: 0.1, every: 1000), Momentum = 0.9, Nesterov = true };
/// var state = optimizer.Init(parameters);
/// (parameters, state) = optimizer.Step(parameters, gradients, state);
/// </code>
/// </example>
[FusedOptimizer]
public sealed partial record Sgd : IGradientTransformation
{
    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(1e-2);

    [ExposesSettings]
    private Trace Direction { get; init; } = new() { Momentum = 0.0 };

    [ExposesSettings]
    private AddDecayedWeights Shrinkage { get; init; } = new(0.0);

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() => Chain.Of(Shrinkage.On(DecayMask), Direction with { Where = Mask.OfMomentum(Direction) }, Rate);
}
