namespace Pullback.Optimizers;

/// <summary>COCOB: no learning rate; each element bets on the sign of its gradients, and the money that it has won is its step.</summary>
/// <remarks>
/// <para>
/// <c>c = −α (g + λ p)</c>; <c>L = max(L, |c|)</c>; <c>G = G + |c|</c>; <c>R = max(R + c (p − p₀), 0)</c>; <c>C = C + c</c>;
/// <c>p ← p₀ + C (L + R) / (L max(G + L, a L))</c>.
/// </para>
/// <para>
/// But for ε, multiplying all gradients by a number changes nothing: <see cref="LearningRate"/> is a weight of the gradients, which matters only when it
/// changes from step to step.
/// </para>
/// <para>Differences: none; as Optax's <c>cocob</c>. The decay is an L2 penalty: it is added to the gradient.</para>
/// <para>F. Orabona, T. Tommasi, "Training Deep Networks without Learning Rates Through Coin Betting", NIPS 2017, Algorithm 2.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record Cocob : IGradientTransformation
{
    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(1.0);

    [ExposesSettings]
    private ScaleByCoinBetting Direction { get; init; } = new();

    [ExposesSettings]
    private AddDecayedWeights Shrinkage { get; init; } = new(0.0);

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() => Chain.Of(Shrinkage.On(DecayMask), Rate, Direction);
}
