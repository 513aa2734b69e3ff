namespace Pullback.Optimizers;

/// <summary>A decay rate whose half-life goes in a straight line from that of a first to that of a last rate, which it then keeps.</summary>
/// <remarks>
/// <para><c>ln β = ln β₀ ln β₁ / ((1 − s) ln β₁ + s ln β₀)</c> with <c>s = t / n</c>: a mean with this rate remembers longer by the same number of steps in each step.</para>
/// <para>M. Pagliardini, P. Ablin, D. Grangier, "The AdEMAMix Optimizer: Better, Faster, Older", ICLR 2025, for the slow mean of <see cref="AdEmaMix"/>.</para>
/// </remarks>
public sealed class HalfLifeSchedule : Schedule
{
    internal HalfLifeSchedule(double initial, double final, long steps)
    {
        Initial = Require.Shrinking(initial);
        Final = Require.Shrinking(final);
        Steps = Require.AtLeastOne(steps);
    }

    /// <summary>The first rate.</summary>
    public double Initial { get; }

    /// <summary>The last rate.</summary>
    public double Final { get; }

    /// <summary>The step at which <see cref="Final"/> is reached.</summary>
    public long Steps { get; }

    private protected override double Evaluate(long step)
    {
        if (step == 0 || step >= Steps)
        {
            return step == 0 ? Initial : Final;
        }

        double first = Math.Log(Initial);
        double last = Math.Log(Final);
        return Math.Exp(first * last / Blend.Of(Interpolation.Linear, step, Steps).Between(last, first));
    }

    private protected override SettingsDescription Describe() =>
        new("HalfLife", ("initial", Initial), ("final", Final), ("steps", Steps));
}

public abstract partial class Schedule
{
    /// <summary>A decay rate whose half-life goes in a straight line from that of <paramref name="initial"/> to that of <paramref name="final"/>, which it then keeps.</summary>
    /// <param name="initial">The first rate; between 0 and 1.</param>
    /// <param name="final">The last rate; between 0 and 1.</param>
    /// <param name="steps">The step at which <paramref name="final"/> is reached; at least 1.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its bound.</exception>
    public static Schedule HalfLife(double initial, double final, long steps) => new HalfLifeSchedule(initial, final, steps);
}
