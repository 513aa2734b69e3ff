using System.Globalization;

namespace Pullback.Optimizers;

/// <summary>Where a schedule stands: an immutable value, made by <see cref="Schedule.Init"/> and <see cref="Schedule.Update"/>.</summary>
/// <remarks>Schedules with a memory of their own (<see cref="PlateauState"/>, <see cref="NestedSchedulerState"/>) derive from it.</remarks>
public class SchedulerState : IEquatable<SchedulerState>
{
    /// <summary>A state from its parts, for example from a checkpoint.</summary>
    /// <param name="step">The number of updates so far.</param>
    /// <param name="value">The value of the hyperparameter.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is negative.</exception>
    public SchedulerState(long step, double value)
    {
        Step = Require.NotNegative(step);
        Value = value;
    }

    /// <summary>The number of updates so far.</summary>
    public long Step { get; }

    /// <summary>The value of the hyperparameter now.</summary>
    public double Value { get; }

    /// <summary>Everything the state remembers, as named numbers, in a fixed order.</summary>
    public virtual IEnumerable<KeyValuePair<string, double>> Scalars => [new("step", Step), new("value", Value)];

    /// <summary>Whether two states are equal: the same as <c>Equals</c>.</summary>
    /// <param name="left">One of them, or null.</param>
    /// <param name="right">The other, or null.</param>
    /// <returns>True when they are.</returns>
    public static bool operator ==(SchedulerState? left, SchedulerState? right) =>
        left is null ? right is null : left.Equals(right);

    /// <summary>Whether two states differ.</summary>
    /// <param name="left">One of them, or null.</param>
    /// <param name="right">The other, or null.</param>
    /// <returns>True when they do.</returns>
    public static bool operator !=(SchedulerState? left, SchedulerState? right) => !(left == right);

    /// <summary>Whether two states are of the same kind and hold the same numbers, bit for bit.</summary>
    /// <param name="other">The other state.</param>
    /// <returns>True when they do.</returns>
    public bool Equals(SchedulerState? other) =>
        other is not null
        && GetType() == other.GetType()
        && Step == other.Step
        && Scalars.Select(Bits).SequenceEqual(other.Scalars.Select(Bits));

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as SchedulerState);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => HashCode.Combine(GetType(), Step, Value);

    /// <summary>The kind of the state and its numbers.</summary>
    /// <returns>For example <c>SchedulerState(step: 3, value: 0.1)</c>.</returns>
    public sealed override string ToString() =>
        $"{GetType().Name}({string.Join(", ", Scalars.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key}: {s.Value}")))})";

    private static (string Name, long Bits) Bits(KeyValuePair<string, double> scalar) =>
        (scalar.Key, BitConverter.DoubleToInt64Bits(scalar.Value));
}
