using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Momentum with the learning rate inside the velocity: the textbook form, Polyak's heavy ball, and Nesterov's lookahead in changed variables.</summary>
/// <remarks>
/// <para>
/// <c>g ← g + λ p</c>; <c>v = μ v − α g</c> (<c>v = μ v − (1 − μ) α g</c> with <see cref="Averages"/>); <c>p ← p + v</c>, or <c>p ← p − μ v_before + (1 + μ_next) v</c> with
/// <see cref="Nesterov"/>.
/// </para>
/// <para>
/// The first is the same as <c>p ← p − α g + μ (p − p_before)</c>. With Nesterov's the parameters are the point <c>x + μ v</c> where the next gradient is taken;
/// <see cref="EvaluationParameters"/> gives x. With a constant rate it takes the steps of <see cref="Sgd"/>; a rate that changes acts here on new gradients only.
/// </para>
/// <para>Differences: PyTorch and Optax have the learning rate outside the velocity, as <see cref="Sgd"/> has it.</para>
/// <para>
/// B. T. Polyak, "Some methods of speeding up the convergence of iteration methods", 1964; I. Sutskever, J. Martens, G. Dahl, G. Hinton, "On the importance
/// of initialization and momentum in deep learning", ICML 2013, as in Stanford's CS231n notes.
/// </para>
/// </remarks>
[FusedOptimizer]
public sealed partial record HeavyBall : IHasEvaluationParameters
{
    [ExposesSettings]
    private ScaleByVelocity Direction { get; init; } = new();

    [ExposesSettings]
    private AddDecayedWeights Shrinkage { get; init; } = new(0.0);

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    /// <inheritdoc/>
    /// <remarks>With <see cref="Nesterov"/> the point <c>x = p − μ v</c> behind the lookahead, else the parameters themselves.</remarks>
    public TensorSet<T> EvaluationParameters<T>(TensorSet<T> parameters, OptimizerState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(state);
        T ahead = Nesterov ? T.CreateTruncating(Momentum.At(state.Step)) : T.Zero;
        return EvaluationPoint.Of(this, parameters, state, "velocity", (parameter, velocity) => parameter - (ahead * velocity));
    }

    private Chain Define() => Chain.Of(Shrinkage.On(DecayMask), Direction);
}
