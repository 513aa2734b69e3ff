using System.Numerics;
using Pullback.Ops;

namespace Pullback.Optimizers.Tests;

/// <summary>A rule of a user, with everything the mechanism has: a start at the parameters, a start at a setting, a number in the state, both norms, a mask.</summary>
[UpdateRule]
public sealed partial record AnchoredDecay : IGradientTransformation
{
    public double Pull { get; init; } = 0.5;

    public double InitialScale { get; init; } = 2;

    public ParameterFilter Where { get; init; } = ParameterFilter.All;

    private (double Pull, double Weight, double Product) Coefficients(long step, [StartsAt(1.0)] double product) =>
        (Pull, product / (step + 1), product * 0.5);

    private static (T Update, T Anchor, T Spread) Rule<T>(
        T gradient,
        T parameter,
        T globalNorm,
        T slotNorm,
        [StartsAt] T anchor,
        [StartsAt(nameof(InitialScale))] T spread,
        T pull,
        T weight
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T next = T.Max(spread * pull, T.Abs(gradient));
        return (
            (gradient + (pull * (parameter - anchor))) * (weight * slotNorm / (globalNorm + T.One)),
            anchor + (weight * gradient),
            next
        );
    }
}
