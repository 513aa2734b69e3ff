namespace Pullback.Optimizers;

/// <summary>LARS: momentum with each tensor's gradient made as long as a share of the tensor itself; made for very large batches.</summary>
/// <remarks>
/// <para>
/// <c>g ← g + λ p</c>; <c>r = η ‖p‖ / (‖g‖ + ε)</c> over each tensor, 1 where either norm is 0; <c>b = μ b + α r g</c>; <c>p ← p − b</c>, or
/// <c>p ← p − (α r g + μ b)</c> (Nesterov).
/// </para>
/// <para>With <see cref="SumsNorms"/> the ratio is the paper's: <c>r = η ‖p‖ / (‖g‖ + λ ‖p‖ + ε)</c> with the gradient from before the decay.</para>
/// <para>
/// Differences: none; as Optax's <c>lars</c>. PyTorch has no counterpart. The decay is inside of the norm, and the learning rate inside of the momentum.
/// </para>
/// <para>Y. You, I. Gitman, B. Ginsburg, "Large Batch Training of Convolutional Networks", arXiv:1708.03888, 2017.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record Lars : IGradientTransformation
{
    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(0.1);

    [ExposesSettings]
    private ScaleByLayerRate LayerRate { get; init; } = new();

    [ExposesSettings]
    private ScaleByTrustRatio Ratio { get; init; } = new() { TrustCoefficient = 0.001 };

    [ExposesSettings]
    private Trace Velocity { get; init; } = new();

    /// <summary>Whether the divisor is the sum of the norms of gradient and decay, as in the paper, and not the norm of their sum.</summary>
    public bool SumsNorms { get; init; }

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    /// <summary>Which tensors are scaled to their own length.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter RatioMask { get; init; } = ParameterFilter.All;

    private Chain Define() =>
        Chain.Of(
            new AddDecayedWeights(WeightDecay).On(SumsNorms ? DecayMask.And(RatioMask.Not()) : DecayMask),
            LayerRate with
            {
                Where = SumsNorms ? RatioMask.And(DecayMask) : ParameterFilter.None,
            },
            Ratio with
            {
                Where = SumsNorms ? RatioMask.And(DecayMask.Not()) : RatioMask,
            },
            Rate,
            Velocity
        );
}
