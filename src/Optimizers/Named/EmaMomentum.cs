namespace Pullback.Optimizers;

/// <summary>Descent along a running mean of the gradients: momentum in its averaged form.</summary>
/// <remarks>
/// <para><c>g ← g + λ p</c>; <c>m = μ m + (1 − μ) g</c>; <c>p ← p − α m</c>, or <c>p ← p − α m / (1 − μᵗ)</c> with <see cref="BiasCorrection"/>.</para>
/// <para>
/// A larger momentum does not lengthen the steps, as it does in <see cref="Sgd"/>, whose steps are 1 / (1 − μ) times as long. The learning rate is outside
/// the mean: a change acts at once on all that was gathered. With the rate inside it is <see cref="HeavyBall"/> with <see cref="HeavyBall.Averages"/>.
/// </para>
/// <para>Differences: none; as Optax's <c>ema</c> before its learning rate, with <c>debias</c>. PyTorch's momentum is that of <see cref="Sgd"/>.</para>
/// <para>B. T. Polyak, "Some methods of speeding up the convergence of iteration methods", 1964, in the averaged form.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record EmaMomentum : IGradientTransformation
{
    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(1e-2);

    /// <summary>The decay rate of the mean, μ: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Momentum { get; init; } = 0.9;

    /// <summary>Whether the mean is divided by the weight that it has gathered, which matters in the first steps.</summary>
    public bool BiasCorrection { get; init; }

    [ExposesSettings]
    private AddDecayedWeights Shrinkage { get; init; } = new(0.0);

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() =>
        Chain.Of(Shrinkage.On(DecayMask), new ScaleByAverage { Decay = Momentum, BiasCorrection = BiasCorrection }, Rate);
}
