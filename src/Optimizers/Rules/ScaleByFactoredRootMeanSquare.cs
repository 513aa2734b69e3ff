using System.Numerics;
using System.Numerics.Tensors;
using Pullback.Optimizers.Kernels;

namespace Pullback.Optimizers;

/// <summary>Divides by the root of a running mean of squares, of which matrices keep only the means of rows and of columns: the scaling of Adafactor.</summary>
/// <remarks>
/// <para>
/// <c>β = 1 − t^(−d)</c>, t counted from 1; <c>r = β r + (1 − β) mean(g² + ε)</c> over the columns, <c>c = β c + (1 − β) mean(g² + ε)</c> over the rows;
/// <c>u = g / √(r c / mean(r))</c>. Tensors that are not factored: <c>v = β v + (1 − β) (g² + ε)</c>, <c>u = g / √v</c>.
/// </para>
/// <para>
/// A tensor of rank 2 or more whose second largest axis has at least <see cref="MinimumExtent"/> elements is factored by its two largest axes (of equal ones the last); along the others
/// every slice is on its own. The state keeps <c>RowMeans</c> (means over the largest axis), <c>ColumnMeans</c> (over the second largest) and, of all other tensors, <c>Squares</c>.
/// </para>
/// <para>Differences: none; as Optax's <c>scale_by_factored_rms</c>.</para>
/// <para>N. Shazeer, M. Stern, "Adafactor: Adaptive Learning Rates with Sublinear Memory Cost", ICML 2018, Algorithms 4 and 5.</para>
/// </remarks>
[TensorRule("RowMeans", "ColumnMeans", "Squares")]
public sealed partial record ScaleByFactoredRootMeanSquare : IGradientTransformation
{
    /// <summary>How fast the decay rate of the means approaches 1, d: at least 0, at most 1.</summary>
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

    /// <summary>Which tensors the rule applies to; elsewhere what comes in goes out, and no state is kept.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public ParameterFilter Where
    {
        get;
        init => field = Setting.NotNull(value, nameof(Where));
    } = ParameterFilter.All;

    long ITensorRule.DividesFrom => RuleJob.ParallelLength;

    Shape? ITensorRule.ShapeOf(int kept, TensorSlot slot) =>
        (kept, Axes(slot.Shape)) switch
        {
            (0, { } axes) => FactoredAxes.Without(slot.Shape, axes.Larger),
            (1, { } axes) => FactoredAxes.Without(slot.Shape, axes.Smaller),
            (2, null) => slot.Shape,
            _ => null,
        };

    void ITensorRule.Run<T>(TensorWork<T> work)
    {
        double decay = 1 - Math.Pow(1.0 + work.Step, -DecayExponent);
        if (Axes(work.Slot.Shape) is { } axes)
        {
            RunFactored(work, axes, decay);
        }
        else
        {
            ElementBlocks.Run(new MeanSquareWork<T>(work.Gradient, decay, Epsilon, work.Kept(2), work.Update), work.Degree);
        }
    }

    private FactoredAxes? Axes(Shape shape) => Factored ? FactoredAxes.Of(shape, MinimumExtent) : null;

    private void RunFactored<T>(TensorWork<T> work, FactoredAxes axes, double decay)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Shape shape = work.Slot.Shape;
        Span<T> rows = work.Kept(0);
        Span<T> columns = work.Kept(1);
        UpdateMeans(UnitView.Over(shape, axes.Larger), work.Gradient, rows, decay, work.Degree);
        UpdateMeans(UnitView.Over(shape, axes.Smaller), work.Gradient, columns, decay, work.Degree);

        using Scratch<T> rowFactors = new(rows.Length);
        using Scratch<T> columnFactors = new(columns.Length);
        WriteRowFactors(UnitView.Over(shape, axes.Smaller, without: axes.Larger), rows, rowFactors.Span);
        TensorPrimitives.ReciprocalSqrt(columns, columnFactors.Span);
        FactoredScaling<T>.Run(shape, axes, work.Gradient, rowFactors.Span, columnFactors.Span, work.Update, work.Degree);
    }

    private void UpdateMeans<T>(UnitView view, ReadOnlySpan<T> gradient, Span<T> means, double decay, int degree)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using Scratch<double> sums = new(means.Length);
        view.SumOfSquares(gradient, sums.Span, degree);
        for (int i = 0; i < means.Length; i++)
        {
            double mean = (sums.Span[i] / view.Count) + Epsilon;
            means[i] = T.CreateTruncating((decay * double.CreateTruncating(means[i])) + ((1 - decay) * mean));
        }
    }

    /// <summary><c>√(mean(r) / r)</c>, the mean over all rows of a slice.</summary>
    private static void WriteRowFactors<T>(UnitView acrossRows, ReadOnlySpan<T> rows, Span<T> factors)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using Scratch<double> means = new(acrossRows.Units);
        using Scratch<double> slice = new(acrossRows.Count);
        acrossRows.Sum(rows, means.Span, degree: 1);
        for (int unit = 0; unit < acrossRows.Units; unit++)
        {
            acrossRows.Gather(rows, unit, slice.Span);
            TensorPrimitives.Divide(means.Span[unit] / acrossRows.Count, slice.Span, slice.Span);
            TensorPrimitives.Sqrt(slice.Span, slice.Span);
            acrossRows.Scatter(slice.Span, unit, factors);
        }
    }
}
