using System.Globalization;
using System.Runtime.CompilerServices;

namespace Pullback.Optimizers;

/// <summary>
/// The bounds of hyperparameters. Each method returns the value it was given, or throws an
/// <see cref="ArgumentOutOfRangeException"/> that names the hyperparameter, its bound and its value.
/// </summary>
/// <remarks>
/// What <see cref="BoundAttribute"/> calls; and made for <c>init</c> accessors: <c>init => field = Require.NotNegative(value, nameof(Epsilon));</c>.
/// A schedule is checked at construction when it is constant; the values of the others are checked when a step needs them (bounded settings of rules).
/// </remarks>
public static class Require
{
    /// <summary>Requires a finite number above zero.</summary>
    /// <param name="value">The value of the hyperparameter.</param>
    /// <param name="name">The name of the hyperparameter.</param>
    /// <returns><paramref name="value"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN, infinite, zero or negative.</exception>
    public static double Positive(double value, [CallerArgumentExpression(nameof(value))] string name = "value") =>
        double.IsFinite(value) && value > 0 ? value : throw Refused(name, "must be finite and greater than 0", value);

    /// <summary>Requires a finite number that is zero or more.</summary>
    /// <param name="value">The value of the hyperparameter.</param>
    /// <param name="name">The name of the hyperparameter.</param>
    /// <returns><paramref name="value"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN, infinite or negative.</exception>
    public static double NotNegative(double value, [CallerArgumentExpression(nameof(value))] string name = "value") =>
        double.IsFinite(value) && value >= 0 ? value : throw Refused(name, "must be finite and at least 0", value);

    /// <summary>Requires a finite number.</summary>
    /// <param name="value">The value of the hyperparameter.</param>
    /// <param name="name">The name of the hyperparameter.</param>
    /// <returns><paramref name="value"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN or infinite.</exception>
    public static double Finite(double value, [CallerArgumentExpression(nameof(value))] string name = "value") =>
        double.IsFinite(value) ? value : throw Refused(name, "must be finite", value);

    /// <summary>Requires a decay rate or momentum: at least 0 and below 1.</summary>
    /// <param name="value">The value of the hyperparameter.</param>
    /// <param name="name">The name of the hyperparameter.</param>
    /// <returns><paramref name="value"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN, negative, or 1 and more.</exception>
    public static double Decay(double value, [CallerArgumentExpression(nameof(value))] string name = "value") =>
        value is >= 0 and < 1 ? value : throw Refused(name, "must be at least 0 and less than 1", value);

    /// <summary>Requires a factor that shrinks: greater than 0 and below 1.</summary>
    /// <param name="value">The value of the hyperparameter.</param>
    /// <param name="name">The name of the hyperparameter.</param>
    /// <returns><paramref name="value"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN, zero or negative, or 1 and more.</exception>
    public static double Shrinking(double value, [CallerArgumentExpression(nameof(value))] string name = "value") =>
        value is > 0 and < 1 ? value : throw Refused(name, "must be greater than 0 and less than 1", value);

    /// <summary>Requires a fraction: at least 0 and at most 1.</summary>
    /// <param name="value">The value of the hyperparameter.</param>
    /// <param name="name">The name of the hyperparameter.</param>
    /// <returns><paramref name="value"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN, negative, or more than 1.</exception>
    public static double Fraction(double value, [CallerArgumentExpression(nameof(value))] string name = "value") =>
        value is >= 0 and <= 1 ? value : throw Refused(name, "must be at least 0 and at most 1", value);

    /// <summary>Requires a finite number that is not below a bound.</summary>
    /// <param name="value">The value of the hyperparameter.</param>
    /// <param name="bound">The least value.</param>
    /// <param name="name">The name of the hyperparameter.</param>
    /// <returns><paramref name="value"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN, infinite or below the bound.</exception>
    public static double AtLeast(double value, double bound, [CallerArgumentExpression(nameof(value))] string name = "value") =>
        double.IsFinite(value) && value >= bound
            ? value
            : throw Refused(name, string.Create(CultureInfo.InvariantCulture, $"must be finite and at least {bound}"), value);

    /// <summary>Requires a number that is not above another.</summary>
    /// <param name="value">The value of the hyperparameter.</param>
    /// <param name="bound">The largest value.</param>
    /// <param name="name">The name of the hyperparameter.</param>
    /// <param name="boundName">The name of the bound.</param>
    /// <returns><paramref name="value"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is above the bound, or either is NaN.</exception>
    public static double NotAbove(
        double value,
        double bound,
        [CallerArgumentExpression(nameof(value))] string name = "value",
        [CallerArgumentExpression(nameof(bound))] string boundName = "bound"
    ) =>
        value <= bound
            ? value
            : throw Refused(name, string.Create(CultureInfo.InvariantCulture, $"must not be above {boundName}, {bound}"), value);

    /// <summary>Requires a number that is not below another.</summary>
    /// <param name="value">The value of the hyperparameter.</param>
    /// <param name="bound">The least value.</param>
    /// <param name="name">The name of the hyperparameter.</param>
    /// <param name="boundName">The name of the bound.</param>
    /// <returns><paramref name="value"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is below the bound, or either is NaN.</exception>
    public static double NotBelow(
        double value,
        double bound,
        [CallerArgumentExpression(nameof(value))] string name = "value",
        [CallerArgumentExpression(nameof(bound))] string boundName = "bound"
    ) =>
        value >= bound
            ? value
            : throw Refused(name, string.Create(CultureInfo.InvariantCulture, $"must not be below {boundName}, {bound}"), value);

    /// <summary>Requires a factor that is one or more; infinity stands for no limit.</summary>
    /// <param name="value">The value of the hyperparameter.</param>
    /// <param name="name">The name of the hyperparameter.</param>
    /// <returns><paramref name="value"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN or less than 1.</exception>
    public static double AtLeastOneOrInfinite(double value, [CallerArgumentExpression(nameof(value))] string name = "value") =>
        value >= 1 ? value : throw Refused(name, "must be at least 1, or infinite", value);

    /// <summary>Requires a count of steps that is one or more.</summary>
    /// <param name="value">The value of the hyperparameter.</param>
    /// <param name="name">The name of the hyperparameter.</param>
    /// <returns><paramref name="value"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero or negative.</exception>
    public static long AtLeastOne(long value, [CallerArgumentExpression(nameof(value))] string name = "value") =>
        value >= 1 ? value : throw Refused(name, "must be at least 1", value);

    /// <summary>Requires a count of steps that is zero or more.</summary>
    /// <param name="value">The value of the hyperparameter.</param>
    /// <param name="name">The name of the hyperparameter.</param>
    /// <returns><paramref name="value"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public static long NotNegative(long value, [CallerArgumentExpression(nameof(value))] string name = "value") =>
        value >= 0 ? value : throw Refused(name, "must be at least 0", value);

    /// <summary>Requires a whole number that is zero or more, kept as a double among the numbers of a state.</summary>
    /// <param name="value">The number.</param>
    /// <param name="name">Its name.</param>
    /// <returns>The count.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, has a fraction, or is more than a count can be.</exception>
    internal static long Count(double value, string name) =>
        value >= 0 && double.IsInteger(value) && value <= long.MaxValue
            ? (long)value
            : throw Refused(name, "must be a whole number of at least 0", value);

    /// <summary>Requires a count of steps that is greater than another.</summary>
    /// <param name="value">The value of the hyperparameter.</param>
    /// <param name="bound">What it must exceed.</param>
    /// <param name="name">The name of the hyperparameter.</param>
    /// <param name="boundName">The name of the bound.</param>
    /// <returns><paramref name="value"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above the bound.</exception>
    public static long Above(
        long value,
        long bound,
        [CallerArgumentExpression(nameof(value))] string name = "value",
        [CallerArgumentExpression(nameof(bound))] string boundName = "bound"
    ) =>
        value > bound
            ? value
            : throw Refused(
                name,
                string.Create(CultureInfo.InvariantCulture, $"must be greater than {boundName}, {bound}"),
                value
            );

    /// <summary>Requires a value that is there.</summary>
    /// <typeparam name="T">The type of the hyperparameter.</typeparam>
    /// <param name="value">The value of the hyperparameter.</param>
    /// <param name="name">The name of the hyperparameter.</param>
    /// <returns><paramref name="value"/>.</returns>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public static T NotNull<T>(T value, [CallerArgumentExpression(nameof(value))] string name = "value")
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value;
    }

    /// <summary>Requires a value that an enumeration names.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="value">The value of the hyperparameter.</param>
    /// <param name="name">The name of the hyperparameter.</param>
    /// <returns><paramref name="value"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The enumeration has no such value.</exception>
    public static T Defined<T>(T value, [CallerArgumentExpression(nameof(value))] string name = "value")
        where T : struct, Enum =>
        Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(
                name,
                $"{name} must be one of {string.Join(", ", Enum.GetNames<T>())}, but is {value:D}."
            );

    /// <summary>Requires a schedule whose value, when constant, is finite and above zero.</summary>
    /// <param name="schedule">The schedule of the hyperparameter.</param>
    /// <param name="name">The name of the hyperparameter.</param>
    /// <returns><paramref name="schedule"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="schedule"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The schedule is constant, and NaN, infinite, zero or negative.</exception>
    public static Schedule Positive(Schedule schedule, [CallerArgumentExpression(nameof(schedule))] string name = "schedule") =>
        Constant(schedule, name, Positive);

    /// <summary>Requires a schedule whose value, when constant, is finite and zero or more.</summary>
    /// <param name="schedule">The schedule of the hyperparameter.</param>
    /// <param name="name">The name of the hyperparameter.</param>
    /// <returns><paramref name="schedule"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="schedule"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The schedule is constant, and NaN, infinite or negative.</exception>
    public static Schedule NotNegative(
        Schedule schedule,
        [CallerArgumentExpression(nameof(schedule))] string name = "schedule"
    ) => Constant(schedule, name, NotNegative);

    /// <summary>Requires a schedule whose value, when constant, is finite.</summary>
    /// <param name="schedule">The schedule of the hyperparameter.</param>
    /// <param name="name">The name of the hyperparameter.</param>
    /// <returns><paramref name="schedule"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="schedule"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The schedule is constant, and NaN or infinite.</exception>
    public static Schedule Finite(Schedule schedule, [CallerArgumentExpression(nameof(schedule))] string name = "schedule") =>
        Constant(schedule, name, Finite);

    /// <summary>Requires a schedule whose value, when constant, is at least 0 and below 1.</summary>
    /// <param name="schedule">The schedule of the hyperparameter.</param>
    /// <param name="name">The name of the hyperparameter.</param>
    /// <returns><paramref name="schedule"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="schedule"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The schedule is constant, and NaN, negative, or 1 and more.</exception>
    public static Schedule Decay(Schedule schedule, [CallerArgumentExpression(nameof(schedule))] string name = "schedule") =>
        Constant(schedule, name, Decay);

    /// <summary>Requires a schedule whose value, when constant, is above 0 and below 1.</summary>
    /// <param name="schedule">The schedule of the hyperparameter.</param>
    /// <param name="name">The name of the hyperparameter.</param>
    /// <returns><paramref name="schedule"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="schedule"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The schedule is constant, and NaN, zero or negative, or 1 and more.</exception>
    public static Schedule Shrinking(Schedule schedule, [CallerArgumentExpression(nameof(schedule))] string name = "schedule") =>
        Constant(schedule, name, Shrinking);

    /// <summary>Requires a schedule whose value, when constant, is at least 0 and at most 1.</summary>
    /// <param name="schedule">The schedule of the hyperparameter.</param>
    /// <param name="name">The name of the hyperparameter.</param>
    /// <returns><paramref name="schedule"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="schedule"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The schedule is constant, and NaN, negative, or more than 1.</exception>
    public static Schedule Fraction(Schedule schedule, [CallerArgumentExpression(nameof(schedule))] string name = "schedule") =>
        Constant(schedule, name, Fraction);

    /// <summary>Requires the value of a schedule at a step to be in the bound of <see cref="Positive(double, string)"/>; constants were checked before.</summary>
    /// <param name="schedule">The schedule of the hyperparameter.</param>
    /// <param name="step">The step.</param>
    /// <param name="name">The name of the hyperparameter.</param>
    /// <exception cref="InvalidOperationException">The value at the step is out of the bound.</exception>
    public static void Positive(Schedule schedule, long step, string name) => At(schedule, step, name, Positive);

    /// <summary>Requires the value of a schedule at a step to be in the bound of <see cref="NotNegative(double, string)"/>; constants were checked before.</summary>
    /// <param name="schedule">The schedule of the hyperparameter.</param>
    /// <param name="step">The step.</param>
    /// <param name="name">The name of the hyperparameter.</param>
    /// <exception cref="InvalidOperationException">The value at the step is out of the bound.</exception>
    public static void NotNegative(Schedule schedule, long step, string name) => At(schedule, step, name, NotNegative);

    /// <summary>Requires the value of a schedule at a step to be in the bound of <see cref="Finite(double, string)"/>; constants were checked before.</summary>
    /// <param name="schedule">The schedule of the hyperparameter.</param>
    /// <param name="step">The step.</param>
    /// <param name="name">The name of the hyperparameter.</param>
    /// <exception cref="InvalidOperationException">The value at the step is out of the bound.</exception>
    public static void Finite(Schedule schedule, long step, string name) => At(schedule, step, name, Finite);

    /// <summary>Requires the value of a schedule at a step to be in the bound of <see cref="Decay(double, string)"/>; constants were checked before.</summary>
    /// <param name="schedule">The schedule of the hyperparameter.</param>
    /// <param name="step">The step.</param>
    /// <param name="name">The name of the hyperparameter.</param>
    /// <exception cref="InvalidOperationException">The value at the step is out of the bound.</exception>
    public static void Decay(Schedule schedule, long step, string name) => At(schedule, step, name, Decay);

    /// <summary>Requires the value of a schedule at a step to be in the bound of <see cref="Shrinking(double, string)"/>; constants were checked before.</summary>
    /// <param name="schedule">The schedule of the hyperparameter.</param>
    /// <param name="step">The step.</param>
    /// <param name="name">The name of the hyperparameter.</param>
    /// <exception cref="InvalidOperationException">The value at the step is out of the bound.</exception>
    public static void Shrinking(Schedule schedule, long step, string name) => At(schedule, step, name, Shrinking);

    /// <summary>Requires the value of a schedule at a step to be in the bound of <see cref="Fraction(double, string)"/>; constants were checked before.</summary>
    /// <param name="schedule">The schedule of the hyperparameter.</param>
    /// <param name="step">The step.</param>
    /// <param name="name">The name of the hyperparameter.</param>
    /// <exception cref="InvalidOperationException">The value at the step is out of the bound.</exception>
    public static void Fraction(Schedule schedule, long step, string name) => At(schedule, step, name, Fraction);

    private static void At(Schedule schedule, long step, string name, Func<double, string, double> check)
    {
        ArgumentNullException.ThrowIfNull(schedule, name);
        if (schedule is ConstantSchedule)
        {
            return;
        }

        try
        {
            _ = check(schedule.At(step), name);
        }
        catch (ArgumentOutOfRangeException refused)
        {
            throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"At step {step} of its schedule, {WithoutParameter(refused)}"),
                refused
            );
        }
    }

    /// <summary>The message without what .NET appends to it: the name of the parameter, of which a step has none.</summary>
    private static string WithoutParameter(ArgumentException refused) =>
        refused.Message.Replace($" (Parameter '{refused.ParamName}')", "", StringComparison.Ordinal);

    private static Schedule Constant(Schedule schedule, string name, Func<double, string, double> check)
    {
        ArgumentNullException.ThrowIfNull(schedule, name);
        if (schedule is ConstantSchedule constant)
        {
            _ = check(constant.Value, name);
        }

        return schedule;
    }

    private static ArgumentOutOfRangeException Refused(string name, string bound, IFormattable value) =>
        new(name, string.Create(CultureInfo.InvariantCulture, $"{name} {bound}, but is {value}."));
}
