namespace Pullback.Optimizers;

/// <summary>SM3: AdaGrad whose sums of squares are kept for rows and columns instead of elements.</summary>
/// <remarks>
/// <para><c>d</c> by <see cref="ScaleBySm3"/>; <c>m = μ m + (1 − μ) d</c>; <c>p ← p − α m</c>. The momentum, which has the size of the parameters, is left out when μ is the constant 0.</para>
/// <para>Differences: none; as Optax's <c>sm3</c>. PyTorch has none.</para>
/// <para>R. Anil, V. Gupta, T. Koren, Y. Singer, "Memory-Efficient Adaptive Optimization", NeurIPS 2019.</para>
/// </remarks>
[ComposedOptimizer]
public sealed partial record Sm3 : IGradientTransformation
{
    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(0.1);

    /// <summary>The decay rate of the momentum, μ: at least 0, below 1; the constant 0 keeps none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Momentum { get; init; } = 0.9;

    [ExposesSettings]
    private ScaleBySm3 Direction { get; init; } = new();

    private Chain Define() =>
        Chain
            .Of(Direction, new ScaleByAverage { Decay = Momentum, Where = Mask.Unless(Momentum, ParameterFilter.All) }, Rate)
            .WithMaxDegreeOfParallelism(MaxDegreeOfParallelism);
}
