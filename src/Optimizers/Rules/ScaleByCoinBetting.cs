using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Bets on each coordinate: the step that COCOB takes. What comes in is a descent direction, so that the rule stands after <see cref="ScaleByLearningRate"/>.</summary>
/// <remarks>
/// <para>
/// <c>L = max(L, |c|)</c>, <c>G = G + |c|</c>, <c>R = max(R + c (p − p₀), 0)</c>, <c>C = C + c</c> for each element, where <c>c = −α g</c> is what comes in;
/// <c>u = p₀ + C (L + R) / (L max(G + L, a L)) − p</c>. L starts at ε, p₀ at the parameter.
/// </para>
/// <para>
/// A player begins with the capital L and bets the fraction <c>C / (L max(G + L, a L))</c> of it and of the reward R on the sign of the next gradient. The
/// position is made anew in each step, so a rule after this one changes where the parameters go, not how far.
/// </para>
/// <para>Differences: none; as Optax's <c>scale_by_cocob</c>, which takes <c>α g</c>.</para>
/// <para>F. Orabona, T. Tommasi, "Training Deep Networks without Learning Rates Through Coin Betting", NIPS 2017, Algorithm 2.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByCoinBetting : IGradientTransformation
{
    /// <summary>How many times the largest gradient the sum of gradients counts as at least, which keeps the first bets small: a; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    [NotNegative]
    public partial double Caution { get; init; } = 100.0;

    /// <summary>Where the largest magnitude starts, ε; positive, so that an element whose gradient is always zero stays where it is.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and positive.</exception>
    [Positive]
    public partial double Epsilon { get; init; } = 1e-8;

    private double Coefficients(long step) => Caution;

    private static (T Update, T Largest, T MagnitudeSum, T Reward, T DirectionSum, T Start) Rule<T>(
        T gradient,
        T parameter,
        [StartsAt(nameof(Epsilon))] T largest,
        T magnitudeSum,
        T reward,
        T directionSum,
        [StartsAt] T start,
        T caution
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T magnitude = T.Abs(gradient);
        T scale = T.Max(largest, magnitude);
        T sum = magnitudeSum + magnitude;
        T won = T.Max(reward + (gradient * (parameter - start)), T.Zero);
        T direction = directionSum + gradient;
        T bet = direction / (scale * T.Max(sum + scale, caution * scale)) * (scale + won);
        return (start + bet - parameter, scale, sum, won, direction, start);
    }
}
