using System.Globalization;
using System.Runtime.CompilerServices;

namespace Pullback.Optimizers;

/// <summary>
/// A hyperparameter as a function of the step, counted from 0: a learning rate, a decay rate, a momentum. A schedule is a value:
/// immutable, comparable, printable.
/// </summary>
/// <remarks>
/// <para>
/// There are two ways to read one, and they agree. <see cref="At"/> is the closed form. <see cref="Init"/> and <see cref="Update"/>
/// walk it step by step: the value of the state after <c>n</c> updates is <c>At(n)</c>, to the last bit. A schedule that follows a metric,
/// such as <see cref="PlateauSchedule"/>, has only the second.
/// </para>
/// <para>
/// A <see cref="double"/> converts to the constant schedule. Factories are methods of this class (<see cref="Cosine"/>,
/// <see cref="WarmupCosine"/> …); <see cref="FromFunc"/> takes any function of the step. The hierarchy is closed, so that two schedules can be
/// compared and a state can always be told from that of another.
/// </para>
/// <para>A schedule never throws for a late step: after its end it keeps its last value. It throws for a negative one.</para>
/// </remarks>
public abstract partial class Schedule : IEquatable<Schedule>
{
    private protected Schedule() { }

    /// <summary>Whether the value depends on a metric, so that only <see cref="Init"/> and <see cref="Update"/> can tell it.</summary>
    public virtual bool NeedsMetric => false;

    /// <summary>The value at a step, in closed form.</summary>
    /// <param name="step">The number of steps taken before, 0 for the first.</param>
    /// <returns>The value of the hyperparameter.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is negative.</exception>
    /// <exception cref="InvalidOperationException">The schedule follows a metric (<see cref="NeedsMetric"/>).</exception>
    public double At(long step) => Evaluate(Require.NotNegative(step));

    /// <summary>The value at a step: the same as <see cref="At"/>.</summary>
    /// <param name="step">The number of steps taken before, 0 for the first.</param>
    /// <returns>The value of the hyperparameter.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is negative.</exception>
    /// <exception cref="InvalidOperationException">The schedule follows a metric (<see cref="NeedsMetric"/>).</exception>
    public double this[long step] => At(step);

    /// <summary>The state before the first step.</summary>
    /// <returns>A state at step 0 with the first value.</returns>
    public virtual SchedulerState Init() => new(0, Evaluate(0));

    /// <summary>The state one step later.</summary>
    /// <param name="state">The state now: of this schedule's <see cref="Init"/>, or of an earlier <see cref="Update"/>.</param>
    /// <param name="metric">What was measured in this step, such as the validation loss; ignored by schedules that need none.</param>
    /// <returns>A new state; <paramref name="state"/> is unchanged.</returns>
    /// <exception cref="ArgumentException">The state belongs to another kind of schedule, or a metric is needed and missing.</exception>
    public virtual SchedulerState Update(SchedulerState state, double? metric = null)
    {
        CheckState<SchedulerState>(state);
        long next = Next(state.Step);
        return new SchedulerState(next, Evaluate(next));
    }

    /// <summary>The first values of the schedule.</summary>
    /// <param name="count">How many.</param>
    /// <returns><c>At(0), At(1), …</c></returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <exception cref="InvalidOperationException">The schedule follows a metric.</exception>
    public double[] Values(int count)
    {
        double[] values = new double[checked((int)Require.NotNegative(count))];
        for (int step = 0; step < values.Length; step++)
        {
            values[step] = Evaluate(step);
        }

        return values;
    }

    /// <summary>All values of the schedule, one after another, each computed when it is asked for.</summary>
    /// <returns><c>At(0), At(1), …</c>, without end: take as many as needed.</returns>
    /// <exception cref="InvalidOperationException">The schedule follows a metric; thrown when the first value is asked for.</exception>
    public IEnumerable<double> EnumerateValues()
    {
        for (long step = 0; ; step = Next(step))
        {
            yield return Evaluate(step);
        }
    }

    /// <summary>The constant schedule.</summary>
    /// <param name="value">The value at every step.</param>
    public static implicit operator Schedule(double value) => new ConstantSchedule(value);

    /// <summary>A multiple of a value, which for 0 is 0 also where the factor has grown beyond all numbers.</summary>
    private protected static double Multiple(double value, double factor) => value == 0 ? 0 : value * factor;

    /// <summary>Whether two schedules are equal: the same as <c>Equals</c>.</summary>
    /// <param name="left">One of them, or null.</param>
    /// <param name="right">The other, or null.</param>
    /// <returns>True when they are.</returns>
    public static bool operator ==(Schedule? left, Schedule? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two schedules differ.</summary>
    /// <param name="left">One of them, or null.</param>
    /// <param name="right">The other, or null.</param>
    /// <returns>True when they do.</returns>
    public static bool operator !=(Schedule? left, Schedule? right) => !(left == right);

    /// <summary>Whether two schedules are of the same kind with the same settings.</summary>
    /// <param name="other">The other schedule.</param>
    /// <returns>True when all settings are equal; functions are compared by reference.</returns>
    public bool Equals(Schedule? other) =>
        other is not null
        && (ReferenceEquals(this, other) || (GetType() == other.GetType() && Describe().Equals(other.Describe())));

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as Schedule);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => Describe().GetHashCode();

    /// <summary>The kind of the schedule and its settings.</summary>
    /// <returns>For example <c>Cosine(initial: 0.1, steps: 100, final: 0)</c>; of a constant, its value.</returns>
    public override string ToString() => Describe().ToString();

    /// <summary>The closed form; <paramref name="step"/> is not negative.</summary>
    private protected abstract double Evaluate(long step);

    /// <summary>Name and settings, in the order of the factory's parameters: what equality compares and <see cref="ToString"/> prints.</summary>
    private protected abstract SettingsDescription Describe();

    /// <summary>A combination of schedules; the constant that it is where they are constants, so that bounds are checked as early as theirs.</summary>
    private protected static Schedule Folded(Schedule combination, params ReadOnlySpan<Schedule> parts)
    {
        foreach (Schedule part in parts)
        {
            if (part is not ConstantSchedule)
            {
                return combination;
            }
        }

        return new ConstantSchedule(combination.Evaluate(0));
    }

    /// <summary>Steps saturate: a counter that wraps would restart the schedule.</summary>
    private protected static long Next(long step) => step == long.MaxValue ? step : step + 1;

    /// <summary>Refuses a schedule without closed form where one is needed.</summary>
    private protected static Schedule Closed(
        Schedule schedule,
        [CallerArgumentExpression(nameof(schedule))] string name = "schedule"
    )
    {
        ArgumentNullException.ThrowIfNull(schedule, name);
        return !schedule.NeedsMetric
            ? schedule
            : throw new ArgumentException(
                $"{name} must have a closed form, but {schedule} follows a metric: combine other schedules, and only warm it up.",
                name
            );
    }

    /// <summary>Refuses a state that another kind of schedule made.</summary>
    private protected TState CheckState<TState>(SchedulerState state)
        where TState : SchedulerState
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.GetType() == typeof(TState)
            ? (TState)state
            : throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{this} takes a state of type {typeof(TState).Name}, made by its Init, but got {state.GetType().Name} at step {state.Step}."
                ),
                nameof(state)
            );
    }

    /// <summary>How a refusal names an item of a list: <c>changes[2].Factor</c>.</summary>
    private protected static string ItemName(string list, int index, string member = "") =>
        string.Create(CultureInfo.InvariantCulture, $"{list}[{index}]{(member.Length == 0 ? "" : ".")}{member}");
}
