using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Divides everything by its Euclidean norm, over all tensors together: the direction alone is left.</summary>
/// <remarks>
/// <para><c>u = g / (‖g‖ + ε)</c>.</para>
/// <para>
/// Frozen tensors do not count in the norm. A gradient of zeros stays zero, unless ε is 0: then it becomes NaN. The norm costs a first pass. A factor in front is
/// <see cref="Scale"/>.
/// </para>
/// <para>Differences: none; as Optax's <c>normalize_by_update_norm</c>, ε outside the root.</para>
/// <para>E. Hazan, K. Levy, S. Shalev-Shwartz, "Beyond Convexity: Stochastic Quasi-Convex Optimization", NeurIPS 2015.</para>
/// </remarks>
[UpdateRule]
public sealed partial record NormalizeByGlobalNorm : IGradientTransformation
{
    /// <summary>What is added to the norm, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-6;

    private double Coefficients(long step, double globalNorm) => 1 / (globalNorm + Epsilon);

    private static T Rule<T>(T gradient, T factor)
        where T : unmanaged, IFloatingPointIeee754<T> => gradient * factor;
}
