namespace Pullback.Optimizers;

/// <summary>RMSProp: steps divided by the root of a running mean of the squared gradients; optionally centred, and with momentum.</summary>
/// <remarks>
/// <para>
/// <c>g ← g + λ p</c>; <c>v = ρ v + (1 − ρ) g²</c>; <c>b = μ b + g / (√(v + ε_root) + ε)</c>; <c>p ← p − α b</c>. Centred, the mean gradient's square is taken
/// off v.
/// </para>
/// <para>Momentum and centring that are off keep no state.</para>
/// <para>Differences: none; as PyTorch's <c>RMSprop</c>. Optax's <c>rmsprop</c> has its ε under the root (<see cref="EpsilonRoot"/>) and a default ρ of 0.9, not 0.99. The decay is an L2 penalty.</para>
/// <para>T. Tieleman, G. Hinton, "Lecture 6.5: RMSProp", COURSERA: Neural Networks for Machine Learning, 2012.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record RmsProp : IGradientTransformation
{
    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(1e-2);

    [ExposesSettings]
    private ScaleByRootMeanSquare Uncentered { get; init; } = new();

    [ExposesSettings]
    private ScaleByStandardDeviation Around { get; init; } = new();

    /// <summary>
    /// Whether gradients are divided by their standard deviation instead of their root mean square. That of a constant gradient is 0, and with
    /// <see cref="BiasCorrection"/> that of any first one: an <see cref="EpsilonRoot"/> then bounds the step.
    /// </summary>
    public bool Centered { get; init; }

    [ExposesSettings]
    private Trace Velocity { get; init; } = new() { Momentum = 0.0 };

    [ExposesSettings]
    private AddDecayedWeights Shrinkage { get; init; } = new(0.0);

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() =>
        Chain.Of(
            Shrinkage.On(DecayMask),
            Uncentered with
            {
                Where = Centered ? ParameterFilter.None : ParameterFilter.All,
            },
            Around with
            {
                Where = Centered ? ParameterFilter.All : ParameterFilter.None,
            },
            Velocity with
            {
                Where = Mask.OfMomentum(Velocity),
            },
            Rate
        );
}
