using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Replaces NaN by zero; everything else passes, infinities included.</summary>
/// <remarks>
/// <para><c>u = g</c>, and 0 where <c>g</c> is NaN.</para>
/// <para>
/// It hides an error element by element: <see cref="ApplyIfFinite"/> leaves out the whole step instead, and counts. Infinities can be bounded by
/// <see cref="ClipByValue"/>.
/// </para>
/// <para>Differences: Optax's <c>zero_nans</c> also keeps which tensors had a NaN.</para>
/// <para>The Optax authors, "zero_nans", Optax documentation, 2020.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ZeroNans : IGradientTransformation
{
    /// <summary>Which tensors the rule applies to; elsewhere what comes in goes out.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter Where { get; init; } = ParameterFilter.All;

    // Every magnitude but that of NaN is at least zero.
    private static T Rule<T>(T gradient)
        where T : unmanaged, IFloatingPointIeee754<T> => T.Abs(gradient) >= T.Zero ? gradient : T.Zero;
}
