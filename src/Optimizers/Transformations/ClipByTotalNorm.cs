using Pullback.Optimizers.Kernels;

namespace Pullback.Optimizers;

/// <summary>Scales all tensors together so that their norm, of any order, does not exceed a bound: PyTorch's gradient clipping.</summary>
/// <remarks>
/// <para>
/// <c>u = g · min(1, c / (n + ε))</c>, with <c>n = (Σ |gᵢ|^q)^(1/q)</c> over all tensors that the rule applies to; for q = ∞ the largest magnitude.
/// </para>
/// <para>
/// Because of ε the norm stays a little below c; <see cref="ClipByGlobalNorm"/> is the exact form for q = 2, and fuses with other rules. A norm that is NaN makes all
/// updates NaN.
/// </para>
/// <para>Differences: none; as PyTorch's <c>clip_grad_norm_</c>.</para>
/// <para>R. Pascanu, T. Mikolov, Y. Bengio, "On the Difficulty of Training Recurrent Neural Networks", ICML 2013.</para>
/// </remarks>
[TensorRule]
public sealed partial record ClipByTotalNorm : IGradientTransformation
{
    /// <summary>Clips to a norm.</summary>
    /// <param name="maxNorm">The largest norm that passes, c; above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxNorm"/> is not finite and positive.</exception>
    public ClipByTotalNorm(double maxNorm) => MaxNorm = maxNorm;

    /// <summary>The largest norm that passes, c.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and positive.</exception>
    [Positive]
    public partial double MaxNorm { get; init; }

    /// <summary>The order of the norm, q: at least 1; <see cref="double.PositiveInfinity"/> for the largest magnitude.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN or below 1.</exception>
    public double Order
    {
        get;
        init => field = TotalNorm.RequireOrder(value, nameof(Order));
    } = 2;

    /// <summary>What is added to the norm, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-6;

    /// <summary>Which tensors are measured and clipped; elsewhere what comes in goes out.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public ParameterFilter Where
    {
        get;
        init => field = Setting.NotNull(value, nameof(Where));
    } = ParameterFilter.All;

    long ITensorRule.DividesFrom => RuleJob.ParallelLength;

    double ITensorRule.Measure<T>(TensorSet<T> incoming, ReadOnlySpan<int> tensors, int degree)
    {
        // 0 / 0 of a bound and ε that are both lost in rounding can't occur: the bound is positive, so at worst the factor is infinite, and 1 is less.
        return Math.Min(1, MaxNorm / (TotalNorm.Of(incoming, tensors, Order, degree) + Epsilon));
    }

    void ITensorRule.Run<T>(TensorWork<T> work) =>
        ElementBlocks.Run(new ScaleWork<T>(work.Gradient, T.CreateTruncating(work.Measured), work.Update), work.Degree);
}
