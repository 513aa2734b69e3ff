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

    long ITensorRule.DividesFrom => RuleJob.ParallelLength;

    void ITensorRule.Run<T>(TensorWork<T> work)
    {
        Span<T> accumulators = work.Kept(0);
        using Scratch<T> gathered = new(accumulators.Length);
        gathered.Span.Clear();
        if (CoversFirst)
        {
            SliceMaxima<T>.Cover(work.Slot.Shape, work.Gradient, work.Update, gathered.Span, work.Degree);
            TensorPrimitives.Add(accumulators, gathered.Span, accumulators);
            SliceMaxima<T>.Estimate(work.Slot.Shape, accumulators, work.Update, work.Degree);
        }
        else
        {
            SliceMaxima<T>.Raise(work.Slot.Shape, work.Gradient, accumulators, work.Update, gathered.Span, work.Degree);
            gathered.Span.CopyTo(accumulators);
        }

        ElementBlocks.Run(new RootQuotientWork<T>(work.Gradient, T.CreateTruncating(Epsilon), work.Update), work.Degree);
    }
}
