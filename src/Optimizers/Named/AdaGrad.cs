namespace Pullback.Optimizers;

/// <summary>AdaGrad: a rate for each parameter, which falls with the squares of its gradients so far.</summary>
/// <remarks>
/// <para><c>g ← g + λ p</c>; <c>s = s + g²</c>; <c>p ← p − α g / (√(s + ε_root) + ε)</c>.</para>
/// <para>
/// Differences: none; as PyTorch's <c>Adagrad</c>, whose <c>lr_decay</c> is <c>Schedule.InverseTime</c> as learning rate. Optax's <c>adagrad</c> has its ε
/// under the root (<see cref="EpsilonRoot"/>) with the default 1e-7, not 1e-10, and starts s at 0.1. The decay is an L2 penalty.
/// </para>
/// <para>J. Duchi, E. Hazan, Y. Singer, "Adaptive Subgradient Methods for Online Learning and Stochastic Optimization", JMLR 12, 2011.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record AdaGrad : IGradientTransformation
{
    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(1e-2);

    [ExposesSettings]
    private ScaleByAccumulatedSquares Direction { get; init; } = new();

    [ExposesSettings]
    private AddDecayedWeights Shrinkage { get; init; } = new(0.0);

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() => Chain.Of(Shrinkage.On(DecayMask), Direction, Rate);
}
