namespace Pullback.Optimizers;

/// <summary>The same value at every step; a <see cref="double"/> converts to it.</summary>
public sealed class ConstantSchedule : Schedule
{
    internal ConstantSchedule(double value) => Value = value;

    /// <summary>The value.</summary>
    public double Value { get; }

    private protected override double Evaluate(long step) => Value;

    private protected override SettingsDescription Describe() => new("", ("value", Value));
}

public abstract partial class Schedule
{
    /// <summary>The same value at every step.</summary>
    /// <param name="value">The value; bounds are those of the hyperparameter that it is given to.</param>
    /// <returns>The schedule.</returns>
    public static Schedule Constant(double value) => new ConstantSchedule(value);
}
