using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>The sign of what comes in: 1, −1, or 0 where it is 0. NaN stays NaN.</summary>
/// <remarks>
/// J. Bernstein et al., "signSGD: Compressed Optimisation for Non-Convex Problems", ICML 2018.
/// </remarks>
[UpdateRule]
public sealed partial record ScaleBySign : IGradientTransformation
{
    private static T Rule<T>(T gradient)
        where T : unmanaged, IFloatingPointIeee754<T> => RuleFormulas.Sign(gradient);
}
