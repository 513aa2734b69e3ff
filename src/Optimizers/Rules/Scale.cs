using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Multiplies by a factor. With −1, in front of an optimizer, it maximises.</summary>
/// <remarks>
/// <para><c>u = c g</c>.</para>
/// <para>Differences: none; as Optax's <c>scale</c>. With −1 in front of an optimizer it is PyTorch's <c>maximize</c>.</para>
/// </remarks>
[UpdateRule]
public sealed partial record Scale : IGradientTransformation
{
    /// <summary>Scales by a factor.</summary>
    /// <param name="factor">The factor, of any sign.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="factor"/> is constant and not finite.</exception>
    public Scale(Schedule factor) => Factor = factor;

    /// <summary>The factor.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and not finite.</exception>
    [Finite]
    public partial Schedule Factor { get; init; }

    /// <summary>Which tensors are scaled; elsewhere what comes in goes out.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter Where { get; init; } = ParameterFilter.All;

    private double Coefficients(long step) => Factor.At(step);

    private static T Rule<T>(T gradient, T factor)
        where T : unmanaged, IFloatingPointIeee754<T> => factor * gradient;
}
