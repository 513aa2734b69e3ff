namespace Pullback.Optimizers;

/// <summary>Signum: steps of one size in every parameter, by the sign of a running mean of the gradients.</summary>
/// <remarks>
/// <para><c>m = μ m + (1 − μ) g</c>; <c>p ← p − α (sign(m) + λ p)</c>. sign(0) = 0.</para>
/// <para>Differences: none; as Optax's <c>signum</c>. Without momentum it is <see cref="SignSgd"/>; with another momentum in the sign than in the mean, <see cref="Lion"/>.</para>
/// <para>J. Bernstein, Y.-X. Wang, K. Azizzadenesheli, A. Anandkumar, "signSGD: Compressed Optimisation for Non-Convex Problems", ICML 2018, Algorithm 2.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record Signum : IGradientTransformation
{
    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(1e-3);

    /// <summary>The decay rate of the mean, μ: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Momentum { get; init; } = 0.9;

    [ExposesSettings]
    private AddDecayedWeights Shrinkage { get; init; } = new(0.0);

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() => Chain.Of(new ScaleByAverage { Decay = Momentum }, new ScaleBySign(), Shrinkage.On(DecayMask), Rate);
}
