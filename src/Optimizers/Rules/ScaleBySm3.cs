using System.Numerics;
using System.Numerics.Tensors;
using Pullback.Optimizers.Kernels;

namespace Pullback.Optimizers;

/// <summary>Divides by the root of sums of squares that are kept for whole slices of a tensor: the scaling of SM3, AdaGrad in sublinear memory.</summary>
/// <remarks>
/// <para>
/// For each axis a and index i there is an accumulator <c>μ_a(i)</c>. SM3-II: <c>ν = min_a μ_a + g²</c>, then <c>μ_a(i) = max ν</c> over the slice i. SM3-I: first
/// <c>μ_a(i) = μ_a(i) + max g²</c> over the slice, then <c>ν = min_a μ_a</c>. <c>u = g / √(ν + ε)</c>, and 0 where ν is 0.
/// </para>
/// <para>
/// A tensor of shape n₁ × … × n_k keeps n₁ + … + n_k numbers instead of their product: the state's <c>Accumulators</c> holds those of the first axis, then those of the second,
/// and so on. Vectors have an accumulator for each element (AdaGrad); a scalar has one.
/// </para>
/// <para>Differences: none; as Optax's <c>scale_by_sm3</c>, which has SM3-II.</para>
/// <para>R. Anil, V. Gupta, T. Koren, Y. Singer, "Memory-Efficient Adaptive Optimization", NeurIPS 2019, Algorithms SM3-I and SM3-II.</para>
/// </remarks>
[TensorRule("Accumulators")]
public sealed partial record ScaleBySm3 : IGradientTransformation
{
    /// <summary>What is added under the root, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-8;

    /// <summary>Whether slices gather squares before they are looked at (SM3-I) instead of afterwards (SM3-II, which is closer to AdaGrad).</summary>
    public bool CoversFirst { get; init; }

    /// <summary>Which tensors the rule applies to; elsewhere what comes in goes out, and no state is kept.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public ParameterFilter Where
    {
        get;
        init => field = Setting.NotNull(value, nameof(Where));
    } = ParameterFilter.All;

    Shape? ITensorRule.ShapeOf(int kept, TensorSlot slot) => new(slot.Shape.Rank == 0 ? 1 : slot.Shape.Sum());

    void ITensorRule.Run<T>(TensorWork<T> work)
    {
        Span<T> accumulators = work.Kept(0);
        int columns = work.Slot.Shape.Rank == 0 ? 1 : work.Slot.Shape[work.Slot.Shape.Rank - 1];
        using Scratch<T> gathered = new(accumulators.Length);
        gathered.Span.Clear();
        if (CoversFirst)
        {
            Cover(work.Slot.Shape, work.Gradient, work.Update, gathered.Span, columns);
            TensorPrimitives.Add(accumulators, gathered.Span, accumulators);
        }

        Estimate(work.Slot.Shape, work.Gradient, accumulators, work.Update, gathered.Span, columns);
        if (!CoversFirst)
        {
            gathered.Span.CopyTo(accumulators);
        }

        RootQuotientLoop<T> loop = new(work.Gradient, T.CreateTruncating(Epsilon), work.Update);
        Lanes.Run<T, RootQuotientLoop<T>>(ref loop);
    }

    /// <summary>The largest square of each slice.</summary>
    private static void Cover<T>(Shape shape, ReadOnlySpan<T> gradient, Span<T> squares, Span<T> largest, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorPrimitives.Multiply(gradient, gradient, squares);
        RowWalk walk = new(shape);
        for (int start = 0; start < squares.Length; start += columns, walk.Next())
        {
            Raise(shape, walk, squares.Slice(start, columns), largest, columns);
        }
    }

    /// <summary>The smallest accumulator of each element; with SM3-II the square is added, and the largest of each slice gathered.</summary>
    private void Estimate<T>(
        Shape shape,
        ReadOnlySpan<T> gradient,
        ReadOnlySpan<T> accumulators,
        Span<T> estimates,
        Span<T> largest,
        int columns
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RowWalk walk = new(shape);
        ReadOnlySpan<T> last = accumulators[^columns..];
        for (int start = 0; start < estimates.Length; start += columns, walk.Next())
        {
            Span<T> row = estimates.Slice(start, columns);
            last.CopyTo(row);
            int first = 0;
            for (int axis = 0; axis < walk.Indices.Length; first += shape[axis++])
            {
                TensorPrimitives.Min(row, accumulators[first + walk.Indices[axis]], row);
            }

            if (!CoversFirst)
            {
                ReadOnlySpan<T> own = gradient.Slice(start, columns);
                TensorPrimitives.MultiplyAdd(own, own, row, row);
                Raise(shape, walk, row, largest, columns);
            }
        }
    }

    private static void Raise<T>(Shape shape, RowWalk walk, ReadOnlySpan<T> row, Span<T> largest, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> last = largest[^columns..];
        TensorPrimitives.Max(last, row, last);
        T most = TensorPrimitives.Max(row);
        int first = 0;
        for (int axis = 0; axis < walk.Indices.Length; first += shape[axis++])
        {
            ref T slice = ref largest[first + walk.Indices[axis]];
            slice = T.Max(slice, most);
        }
    }
}
