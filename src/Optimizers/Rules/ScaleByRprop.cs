using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Steps by the sign of the gradient alone, of a size that each parameter adapts: the scaling of Rprop−, and of iRprop− when it skips reversals.</summary>
/// <remarks>
/// <para>
/// <c>s = min(s η₊, s_max)</c> where <c>g g_before &gt; 0</c>, <c>s = max(s η₋, s_min)</c> where it is negative; <c>u = s sign(g)</c>. With <see cref="SkipsReversals"/>
/// a gradient that has changed its sign counts as zero, in this step and in the next comparison, and s is clipped to its bounds in every step.
/// </para>
/// <para>Differences: none with <see cref="SkipsReversals"/>, as PyTorch's <c>Rprop</c>. Optax's <c>scale_by_rprop</c> is one step late.</para>
/// <para>
/// M. Riedmiller, H. Braun, "A direct adaptive method for faster backpropagation learning: the RPROP algorithm", 1993; C. Igel, M. Hüsken, "Improving the
/// Rprop Learning Algorithm", 2000.
/// </para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByRprop : IGradientTransformation
{
    /// <summary>The size before the first step; above 0. Outside <see cref="MinSize"/> and <see cref="MaxSize"/>, the steps bring it in as they bring in any other.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [Positive]
    public partial double InitialSize { get; init; } = 1e-2;

    /// <summary>The factor η₋ of the size where the gradient changes its sign: above 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [Shrinking]
    public partial double Shrinkage { get; init; } = 0.5;

    /// <summary>The factor η₊ of the size where the gradient keeps its sign; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    public double Growth
    {
        get;
        init => field = Require.AtLeast(value, 1, nameof(Growth));
    } = 1.2;

    /// <summary>The smallest size; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double MinSize { get; init; } = 1e-6;

    /// <summary>The largest size; above 0, and not below <see cref="MinSize"/>, or <c>Init</c> throws.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [Positive]
    public partial double MaxSize { get; init; } = 50.0;

    /// <summary>Whether a parameter stays where its gradient has just changed its sign: iRprop−.</summary>
    public bool SkipsReversals { get; init; } = true;

    /// <summary>Which tensors the rule applies to; elsewhere what comes in goes out, and no state is kept.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter Where { get; init; } = ParameterFilter.All;

    private double FirstSize => RpropSizes.First(InitialSize, MinSize, MaxSize);

    private (
        double Growth,
        double Shrinkage,
        double MinSize,
        double MaxSize,
        double Lowest,
        double Highest,
        double ReversalWeight
    ) Coefficients(long step) =>
        SkipsReversals
            ? (Growth, Shrinkage, MinSize, MaxSize, MinSize, MaxSize, 0)
            : (Growth, Shrinkage, MinSize, MaxSize, double.NegativeInfinity, double.PositiveInfinity, 1);

    private static (T Update, T Before, T Size) Rule<T>(
        T gradient,
        T before,
        [StartsAt(nameof(FirstSize))] T size,
        T growth,
        T shrinkage,
        T minSize,
        T maxSize,
        T lowest,
        T highest,
        T reversalWeight
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T agreement = gradient * before;
        T next = T.Min(T.Max(RpropSizes.Next(size, agreement, growth, shrinkage, minSize, maxSize), lowest), highest);
        T counted = agreement < T.Zero ? reversalWeight * gradient : gradient;
        return (RuleFormulas.Sign(counted) * next, counted, next);
    }
}
