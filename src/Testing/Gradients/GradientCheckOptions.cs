namespace Pullback.Testing;

/// <summary>What a gradient check draws and how close it wants the gradients. The defaults suit every op of the library.</summary>
/// <remarks>
/// A gradient a agrees with its central difference n when |a − n| ≤ <see cref="AbsoluteTolerance"/> + <see cref="RelativeTolerance"/> · |n|, element by
/// element and whatever the size of the tensor.
/// </remarks>
public sealed record GradientCheckOptions
{
    /// <summary>Options with the default values.</summary>
    public static GradientCheckOptions Default { get; } = new();

    /// <summary>The difference that is allowed where the gradient is near zero.</summary>
    public double AbsoluteTolerance { get; init; } = 1e-7;

    /// <summary>The difference that is allowed, relative to the central difference.</summary>
    public double RelativeTolerance { get; init; } = 1e-5;

    /// <summary>The difference between the float and the double kernels, relative to max(1, |double|).</summary>
    public double SingleTolerance { get; init; } = 1e-4;

    /// <summary>The least value that inputs take.</summary>
    public double Minimum { get; init; } = -6;

    /// <summary>The greatest value that inputs take.</summary>
    public double Maximum { get; init; } = 6;

    /// <summary>
    /// Arguments at which the function bends or jumps. Random arguments keep a distance of 1/100 from them; the bend itself is a case of its own, in which
    /// the derivative must lie between the slopes of the two sides.
    /// </summary>
    public IReadOnlyList<double> Kinks { get; init; } = [];

    /// <summary>The numbers of input features to draw from, for ops and layers that do not take any number; empty: any.</summary>
    public IReadOnlyList<int> Features { get; init; } = [];

    /// <summary>How many cases a <c>Verify</c> runs.</summary>
    public int Cases { get; init; } = 60;

    /// <summary>The first case of a <c>Verify</c>; the others follow it.</summary>
    public CheckCase? First { get; init; }

    /// <summary>
    /// How many elements of one tensor are compared one by one in one case. Of larger tensors as many are drawn anew in each case, and a random
    /// direction through all of them is compared as well.
    /// </summary>
    public int ElementsPerTensor { get; init; } = 64;

    /// <summary>These options, but running the one case that a report names.</summary>
    /// <param name="seed">The seed in the report.</param>
    /// <param name="size">The size in the report.</param>
    /// <param name="grid">The grid in the report.</param>
    /// <returns>Options for a <c>Verify</c>.</returns>
    public GradientCheckOptions Replay(long seed, int size, int grid = 0) =>
        this with
        {
            First = new CheckCase(seed, size, grid),
            Cases = 1,
        };

    /// <summary>A copy with some of the numbers changed, for languages without <c>with</c>.</summary>
    /// <param name="absoluteTolerance">The new <see cref="AbsoluteTolerance"/>.</param>
    /// <param name="relativeTolerance">The new <see cref="RelativeTolerance"/>.</param>
    /// <param name="singleTolerance">The new <see cref="SingleTolerance"/>.</param>
    /// <param name="minimum">The new <see cref="Minimum"/>.</param>
    /// <param name="maximum">The new <see cref="Maximum"/>.</param>
    /// <param name="cases">The new <see cref="Cases"/>.</param>
    /// <param name="elementsPerTensor">The new <see cref="ElementsPerTensor"/>.</param>
    /// <returns>The changed copy.</returns>
    public GradientCheckOptions With(
        double? absoluteTolerance = null,
        double? relativeTolerance = null,
        double? singleTolerance = null,
        double? minimum = null,
        double? maximum = null,
        int? cases = null,
        int? elementsPerTensor = null
    ) =>
        this with
        {
            AbsoluteTolerance = absoluteTolerance ?? AbsoluteTolerance,
            RelativeTolerance = relativeTolerance ?? RelativeTolerance,
            SingleTolerance = singleTolerance ?? SingleTolerance,
            Minimum = minimum ?? Minimum,
            Maximum = maximum ?? Maximum,
            Cases = cases ?? Cases,
            ElementsPerTensor = elementsPerTensor ?? ElementsPerTensor,
        };

    /// <summary>A copy with other kinks.</summary>
    /// <param name="kinks">Arguments at which the function bends or jumps.</param>
    /// <returns>The changed copy.</returns>
    public GradientCheckOptions WithKinks(params double[] kinks) => this with { Kinks = [.. kinks] };

    /// <summary>A copy that draws the number of input features from these.</summary>
    /// <param name="features">Numbers of features, each at least 1.</param>
    /// <returns>The changed copy.</returns>
    public GradientCheckOptions WithFeatures(params int[] features) => this with { Features = [.. features] };

    internal IEnumerable<CheckCase> CasesToVerify() =>
        First is { } first && Cases == 1 ? [first] : CheckRunner.Series(First?.Seed ?? 1, Math.Max(1, Cases));

    internal double Tolerance(double numeric) => AbsoluteTolerance + RelativeTolerance * Math.Abs(numeric);
}
