namespace Pullback.Optimizers;

/// <summary>Adafactor: Adam's scaling in the memory of rows and columns, with clipped updates that are relative to the parameters' size.</summary>
/// <remarks>
/// <para>
/// <c>d</c> by <see cref="ScaleByFactoredRootMeanSquare"/>; <c>d ← d / max(1, RMS(d) / c)</c>; <c>d ← α d max(RMS(p), 10⁻³)</c>; <c>m = μ m + (1 − μ) d</c>; <c>p ← p − m − λ p</c>. With
/// <see cref="RelativeStep"/>, <c>α = min(10⁻², 1 / √t)</c>.
/// </para>
/// <para>Each of the four steps after the first can be left out: <see cref="ClippingThreshold"/>, <see cref="ScalesByParameters"/>, <see cref="Momentum"/>, <see cref="WeightDecay"/>.</para>
/// <para>
/// Differences: as Optax's <c>adafactor</c>, where the decay is not multiplied by the learning rate and ε = 10⁻³⁰ is added to squares. PyTorch's <c>Adafactor</c> always takes the smaller of α and 1 / √t,
/// multiplies the decay by the learning rate, and has no momentum.
/// </para>
/// <para>N. Shazeer, M. Stern, "Adafactor: Adaptive Learning Rates with Sublinear Memory Cost", ICML 2018.</para>
/// </remarks>
[ComposedOptimizer]
public sealed partial record Adafactor : IGradientTransformation
{
    /// <summary>The largest rate of <see cref="RelativeStep"/>.</summary>
    private const double LargestRelativeStep = 1e-2;

    /// <summary>The learning rate α; not negative. Without effect when <see cref="RelativeStep"/> is set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 1e-2;

    /// <summary>Whether the learning rate is the paper's, <c>min(10⁻², 1 / √t)</c>.</summary>
    public bool RelativeStep { get; init; }

    /// <summary>How fast the decay rate of the means of squares approaches 1: at least 0, at most 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [Fraction]
    public partial double DecayExponent { get; init; } = 0.8;

    /// <summary>What is added to squares, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-30;

    /// <summary>Whether matrices are factored at all.</summary>
    public bool Factored { get; init; } = true;

    /// <summary>The extent that the second largest axis of a tensor needs to be factored; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [AtLeastOne]
    public partial int MinimumExtent { get; init; } = 128;

    /// <summary>The largest root mean square of a tensor's scaled gradient, c; above 0. Null: no bound.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    public double? ClippingThreshold
    {
        get;
        init => field = value is { } given ? Require.Positive(given, nameof(ClippingThreshold)) : null;
    } = 1;

    /// <summary>Whether updates are multiplied by the root mean square of the tensor's parameters.</summary>
    public bool ScalesByParameters { get; init; } = true;

    /// <summary>The decay rate of the momentum, μ: at least 0, below 1; the constant 0 keeps none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Momentum { get; init; } = 0.0;

    [ExposesSettings]
    private AddDecayedWeights Shrinkage { get; init; } = new(0.0);

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() =>
        Chain
            .Of(
                new ScaleByFactoredRootMeanSquare
                {
                    DecayExponent = DecayExponent,
                    Epsilon = Epsilon,
                    Factored = Factored,
                    MinimumExtent = MinimumExtent,
                    MaxDegreeOfParallelism = MaxDegreeOfParallelism,
                },
                new ClipByBlockRootMeanSquare(ClippingThreshold ?? 1)
                {
                    Where = ClippingThreshold is null ? ParameterFilter.None : ParameterFilter.All,
                },
                new Scale(RelativeStep ? RelativeRate : CheckedRate),
                new ScaleByParameterRootMeanSquare { Where = ScalesByParameters ? ParameterFilter.All : ParameterFilter.None },
                new ScaleByAverage { Decay = Momentum, Where = Mask.Unless(Momentum, ParameterFilter.All) },
                Shrinkage.On(DecayMask),
                new ScaleByLearningRate(1)
            )
            .WithMaxDegreeOfParallelism(MaxDegreeOfParallelism);

    /// <summary>The learning rate, held to its own bound in every step: as the factor of a rule it might be negative.</summary>
    private Schedule CheckedRate =>
        LearningRate is ConstantSchedule
            ? LearningRate
            : Schedule.FromFunc(step =>
            {
                Require.NotNegative(LearningRate, step, $"{nameof(Adafactor)}.{nameof(LearningRate)}");
                return LearningRate.At(step);
            });

    /// <summary><c>min(10⁻², 1 / √t)</c>, which counts t from 1, where steps count from 0.</summary>
    private static Schedule RelativeRate { get; } =
        Schedule.FromFunc(step => Math.Min(LargestRelativeStep, 1 / Math.Sqrt(step + 1.0)));
}
