namespace Pullback.Optimizers;

/// <summary>Sign SGD, and Signum: steps of one size in every parameter, by the sign of the gradient or of its running mean.</summary>
/// <remarks>
/// <para><c>m = μ m + (1 − μ) g</c>; <c>p ← p − α sign(m)</c>. With μ = 0, the default, m is g and no state is kept. sign(0) = 0.</para>
/// <para>Differences: none; as Optax's <c>sign_sgd</c>. With momentum and a decay it is <see cref="Signum"/>. PyTorch has no counterpart.</para>
/// <para>J. Bernstein et al., "signSGD: Compressed Optimisation for Non-Convex Problems", ICML 2018.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record SignSgd : IGradientTransformation
{
    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(1e-3);

    /// <summary>The decay rate of the mean, μ: at least 0, below 1; the constant 0 keeps no mean.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Momentum { get; init; } = 0.0;

    private Chain Define() =>
        Chain.Of(
            new ScaleByAverage { Decay = Momentum, Where = Mask.Unless(Momentum, ParameterFilter.All) },
            new ScaleBySign(),
            Rate
        );
}
