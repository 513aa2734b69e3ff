namespace Pullback.Optimizers;

/// <summary>A schedule from any function of the step.</summary>
/// <remarks>Two are equal when they hold the same delegate.</remarks>
public sealed class FunctionSchedule : Schedule
{
    private readonly Func<long, double> _function;

    internal FunctionSchedule(Func<long, double> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        _function = function;
    }

    private protected override double Evaluate(long step) => _function(step);

    private protected override SettingsDescription Describe() => new("FromFunc", ("function", _function));
}

public abstract partial class Schedule
{
    /// <summary>A schedule from any function of the step.</summary>
    /// <param name="function">The value at a step, counted from 0. It must be pure: the same step, the same value.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="function"/> is null.</exception>
    public static Schedule FromFunc(Func<long, double> function) => new FunctionSchedule(function);
}
