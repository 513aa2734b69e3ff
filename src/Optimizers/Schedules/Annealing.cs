namespace Pullback.Optimizers;

public abstract partial class Schedule
{
    /// <summary>
    /// This schedule until a step, then from its value there to a last value, which is kept: the end of a training, or the constant rate of stochastic
    /// weight averaging. PyTorch's <c>SWALR</c>.
    /// </summary>
    /// <param name="final">The last value.</param>
    /// <param name="at">The step at which this schedule is left; not negative.</param>
    /// <param name="steps">The number of steps on the way; 0 to have the last value at once.</param>
    /// <param name="shape">The curve of the way.</param>
    /// <returns>The schedule. With PyTorch's names: <c>final</c> is <c>swa_lr</c>, <c>steps</c> is <c>anneal_epochs</c>.</returns>
    /// <remarks>
    /// P. Izmailov, D. Podoprikhin, T. Garipov, D. Vetrov, A. G. Wilson, "Averaging Weights Leads to Wider Optima and Better Generalization", UAI 2018.
    /// </remarks>
    /// <exception cref="ArgumentException">The schedule follows a metric, so that its value at a step cannot be told.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its bound.</exception>
    public Schedule AnnealTo(double final, long at, long steps, Interpolation shape = Interpolation.Cosine)
    {
        double start = Closed(this).At(Require.NotNegative(at));
        _ = Require.Finite(final);
        return Then(at, new PiecewiseInterpolatedSchedule(shape, (0, start), (Require.NotNegative(steps), final)));
    }
}
