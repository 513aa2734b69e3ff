using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Steps by the sign of the gradient alone, of a size that each parameter adapts, and takes a step back where the sign changes: the scaling of Rprop+.</summary>
/// <remarks>
/// <para>
/// <c>s = min(s η₊, s_max)</c> where <c>g g_before &gt; 0</c>, <c>s = max(s η₋, s_min)</c> where it is negative; <c>u = s sign(g)</c>, but <c>u = −u_before</c> where it is
/// negative, and there g counts as zero in the next comparison.
/// </para>
/// <para>Differences: PyTorch and Optax have no counterpart: theirs skip a reversal, as <see cref="ScaleByRprop"/>.</para>
/// <para>M. Riedmiller, H. Braun, "A direct adaptive method for faster backpropagation learning: the RPROP algorithm", 1993.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByRpropBacktracking : IGradientTransformation
{
    /// <summary>The size before the first step; above 0. Outside <see cref="MinSize"/> and <see cref="MaxSize"/>, its first change brings it in.</summary>
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

    /// <summary>Which tensors the rule applies to; elsewhere what comes in goes out, and no state is kept.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter Where { get; init; } = ParameterFilter.All;

    private double FirstSize => RpropSizes.First(InitialSize, MinSize, MaxSize);

    private (double Growth, double Shrinkage, double MinSize, double MaxSize) Coefficients(long step) =>
        (Growth, Shrinkage, MinSize, MaxSize);

    private static (T Update, T Before, T Size, T LastUpdate) Rule<T>(
        T gradient,
        T before,
        [StartsAt(nameof(FirstSize))] T size,
        T lastUpdate,
        T growth,
        T shrinkage,
        T minSize,
        T maxSize
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T agreement = gradient * before;
        T next = RpropSizes.Next(size, agreement, growth, shrinkage, minSize, maxSize);
        T update = agreement < T.Zero ? -lastUpdate : RuleFormulas.Sign(gradient) * next;
        return (update, agreement < T.Zero ? T.Zero : gradient, next, update);
    }
}
