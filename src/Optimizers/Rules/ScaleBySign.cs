using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>The sign of what comes in.</summary>
/// <remarks>
/// <para><c>u = sign(g)</c>: 1, −1, or 0 where g is 0. NaN stays NaN.</para>
/// <para>Differences: none; as Optax's <c>scale_by_sign</c>.</para>
/// <para>J. Bernstein et al., "signSGD: Compressed Optimisation for Non-Convex Problems", ICML 2018.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleBySign : IGradientTransformation
{
    private static T Rule<T>(T gradient)
        where T : unmanaged, IFloatingPointIeee754<T> => RuleFormulas.Sign(gradient);
}
