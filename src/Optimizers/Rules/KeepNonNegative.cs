using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Keeps parameters from becoming negative: where the update would lead below zero, it leads to zero.</summary>
/// <remarks>
/// <para><c>u = −p</c> where <c>p + g &lt; 0</c>, else <c>u = g</c>.</para>
/// <para>
/// Stands at the end of a chain, after the learning rate, and presumes parameters that start non-negative. A sum that is NaN passes. It is the projection on the non-negative
/// orthant (<see cref="Projection.NonNegative"/>), exact to the last bit and fused with the rules before it.
/// </para>
/// <para>Differences: none; as Optax's <c>keep_params_nonnegative</c>.</para>
/// <para>D. P. Bertsekas, "On the Goldstein–Levitin–Polyak Gradient Projection Method", IEEE Transactions on Automatic Control 21, 1976.</para>
/// </remarks>
[UpdateRule]
public sealed partial record KeepNonNegative : IGradientTransformation
{
    /// <summary>Which tensors are kept non-negative; elsewhere what comes in goes out.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter Where { get; init; } = ParameterFilter.All;

    private static T Rule<T>(T gradient, T parameter)
        where T : unmanaged, IFloatingPointIeee754<T> => parameter + gradient < T.Zero ? -parameter : gradient;
}
