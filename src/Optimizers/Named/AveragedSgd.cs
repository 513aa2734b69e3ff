using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>ASGD: stochastic gradient descent that keeps an average of its iterates, which is better to predict with.</summary>
/// <remarks>
/// <para>
/// <c>g ← g + w p</c>; <c>p ← p (1 − λ ηₜ) − ηₜ g</c>, with <c>η₁ = α</c>, <c>ηₜ₊₁ = α / (1 + λ α t)^κ</c>; <c>a ← a + (p − a) / max(1, t − 1 − t₀)</c>.
/// </para>
/// <para>Differences: none; as PyTorch's <c>ASGD</c>, whose <c>ax</c> is <see cref="EvaluationParameters"/>. Its default is to average after a million steps only.</para>
/// <para>B. T. Polyak, A. B. Juditsky, "Acceleration of Stochastic Approximation by Averaging", SIAM J. Control and Optimization 30, 1992.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record AveragedSgd : IHasEvaluationParameters
{
    [ExposesSettings]
    private AverageIterates Direction { get; init; } = new();

    [ExposesSettings]
    private AddDecayedWeights Shrinkage { get; init; } = new(0.0);

    /// <summary>Which tensors have the penalty.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    /// <inheritdoc/>
    /// <remarks>The average a.</remarks>
    public TensorSet<T> EvaluationParameters<T>(TensorSet<T> parameters, OptimizerState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        EvaluationPoint.Of(this, parameters, state, "average", (_, average) => average);

    private Chain Define() => Chain.Of(Shrinkage.On(DecayMask), Direction);
}
