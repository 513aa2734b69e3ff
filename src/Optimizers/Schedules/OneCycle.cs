namespace Pullback.Optimizers;

public abstract partial class Schedule
{
    /// <summary>
    /// The 1cycle policy: the rate goes up to a peak and down to far below its first value, the momentum down and up again. PyTorch's <c>OneCycleLR</c>.
    /// </summary>
    /// <param name="peak">The highest rate; not negative.</param>
    /// <param name="totalSteps">The number of steps in all; at least 1. The last one has the last value, unless another phase ends on it.</param>
    /// <param name="warmupFraction">
    /// The part of the steps on the way up, from 0 to 1; the peak lies at step <c>warmupFraction · totalSteps − 1</c>. With 1 the last step has the peak.
    /// </param>
    /// <param name="shape">The curve of all ways.</param>
    /// <param name="initialDivisor">The first rate is the peak divided by it; above 0.</param>
    /// <param name="finalDivisor">The last rate is the first one divided by it; above 0.</param>
    /// <param name="threePhases">
    /// Whether the way down is as long as the way up, to the first rate, and the last rate is reached in a third phase; otherwise it is reached in the
    /// second. More than half of the steps on the way up leave less for the way down, which is then cut off.
    /// </param>
    /// <param name="lowMomentum">The momentum at the peak of the rate; at least 0, below 1.</param>
    /// <param name="highMomentum">The first and last momentum; not below <paramref name="lowMomentum"/>, below 1.</param>
    /// <returns>The two schedules.</returns>
    /// <remarks>L. N. Smith, N. Topin, "Super-Convergence: Very Fast Training of Neural Networks Using Large Learning Rates", 2018.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its bound.</exception>
    public static RateAndMomentum OneCycle(
        double peak,
        long totalSteps,
        double warmupFraction = 0.3,
        Interpolation shape = Interpolation.Cosine,
        double initialDivisor = 25,
        double finalDivisor = 1e4,
        bool threePhases = false,
        double lowMomentum = 0.85,
        double highMomentum = 0.95
    )
    {
        (double initial, double final) = Ends(peak, initialDivisor, finalDivisor);
        double up = (Require.Fraction(warmupFraction) * Require.AtLeastOne(totalSteps)) - 1;
        double last = totalSteps - 1;
        CheckMomenta(lowMomentum, highMomentum);
        (double Joint, double Rate, double Momentum)[] phases =
        [
            (0, initial, highMomentum),
            (up, peak, lowMomentum),
            .. threePhases ? new[] { (2 * up, initial, highMomentum) } : [],
        ];
        // A joint belongs to the phase that it ends. So where one ends on the last step, nothing is left for the phase after it.
        if (phases[^1].Joint != last)
        {
            phases = [.. phases, (last, final, highMomentum)];
        }

        return new(
            new PiecewiseInterpolatedSchedule(shape, [.. phases.Select(phase => (phase.Joint, phase.Rate))]),
            new PiecewiseInterpolatedSchedule(shape, [.. phases.Select(phase => (phase.Joint, phase.Momentum))])
        );
    }

    /// <summary>
    /// The 1cycle policy in straight lines, the rate alone: up to a peak, down to the first value, and down to far below it. Optax's
    /// <c>linear_onecycle_schedule</c>.
    /// </summary>
    /// <param name="peak">The highest rate; not negative.</param>
    /// <param name="totalSteps">The step at which the last value is reached; at least 1.</param>
    /// <param name="warmupFraction">The part of the steps on the way up, from 0 to 1; the peak lies at step <c>⌊warmupFraction · totalSteps⌋</c>.</param>
    /// <param name="returnFraction">Where the first value is reached again, as a part of the steps: not below <paramref name="warmupFraction"/>, at most 1.</param>
    /// <param name="initialDivisor">The first rate is the peak divided by it; above 0.</param>
    /// <param name="finalDivisor">The last rate is the first one divided by it; above 0.</param>
    /// <returns>The schedule. With the momentum moved against it, and PyTorch's joints between the phases, see <see cref="OneCycle"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its bound.</exception>
    public static Schedule LinearOneCycle(
        double peak,
        long totalSteps,
        double warmupFraction = 0.3,
        double returnFraction = 0.85,
        double initialDivisor = 25,
        double finalDivisor = 1e4
    )
    {
        (double initial, double final) = Ends(peak, initialDivisor, finalDivisor);
        _ = Require.AtLeastOne(totalSteps);
        double up = Math.Truncate(Require.Fraction(warmupFraction) * totalSteps);
        _ = Require.Fraction(returnFraction);
        double back =
            returnFraction >= warmupFraction
                ? Math.Truncate(returnFraction * totalSteps)
                : throw new ArgumentOutOfRangeException(
                    nameof(returnFraction),
                    FormattableString.Invariant(
                        $"returnFraction must be at least warmupFraction, {warmupFraction}, but is {returnFraction}."
                    )
                );
        return new PiecewiseInterpolatedSchedule(
            Interpolation.Linear,
            (0, initial),
            (up, peak),
            (back, initial),
            (totalSteps, final)
        );
    }

    /// <summary>
    /// The 1cycle policy in two half cosine waves, the rate alone: up to a peak, and down to far below the first value. Optax's
    /// <c>cosine_onecycle_schedule</c>.
    /// </summary>
    /// <param name="peak">The highest rate; not negative.</param>
    /// <param name="totalSteps">The step at which the last value is reached; at least 1.</param>
    /// <param name="warmupFraction">The part of the steps on the way up, from 0 to 1; the peak lies at step <c>⌊warmupFraction · totalSteps⌋</c>.</param>
    /// <param name="initialDivisor">The first rate is the peak divided by it; above 0.</param>
    /// <param name="finalDivisor">The last rate is the first one divided by it; above 0.</param>
    /// <returns>The schedule. With the momentum moved against it, and PyTorch's joints between the phases, see <see cref="OneCycle"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its bound.</exception>
    public static Schedule CosineOneCycle(
        double peak,
        long totalSteps,
        double warmupFraction = 0.3,
        double initialDivisor = 25,
        double finalDivisor = 1e4
    )
    {
        (double initial, double final) = Ends(peak, initialDivisor, finalDivisor);
        double up = Math.Truncate(Require.Fraction(warmupFraction) * Require.AtLeastOne(totalSteps));
        return new PiecewiseInterpolatedSchedule(Interpolation.Cosine, (0, initial), (up, peak), (totalSteps, final));
    }

    /// <summary>The first and the last rate of one cycle.</summary>
    private static (double Initial, double Final) Ends(double peak, double initialDivisor, double finalDivisor)
    {
        double initial = Require.Finite(Require.NotNegative(peak) / Require.Positive(initialDivisor), "peak / initialDivisor");
        return (initial, Require.Finite(initial / Require.Positive(finalDivisor), "peak / initialDivisor / finalDivisor"));
    }
}
