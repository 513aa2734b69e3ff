using System.Globalization;
using System.Reflection;
using Pullback.Optimizers.Tests.Composition;
using Pullback.Optimizers.Tests.Documentation;
using Xunit;

namespace Pullback.Optimizers.Tests.Steps;

/// <summary>
/// Every bad hyperparameter is refused at construction, with its name, its bound and its value: each settable property of the library, found by reflection, and
/// arguments of constructors and schedules.
/// </summary>
public sealed class HyperparameterTests
{
    private const string Finite = "must be finite and at least 0";
    private const string Positive = "must be finite and greater than 0";
    private const string Decay = "must be at least 0 and less than 1";
    private const string Fraction = "must be at least 0 and at most 1";

    public static TheoryData<string, string, string, Action> Refused =>
        new()
        {
            { "LearningRate", Finite, "-0.1", () => _ = new ScaleByLearningRate(-0.1) },
            { "WeightDecay", Finite, "-2", () => _ = new AddDecayedWeights(-2.0) },
            { "MaxNorm", Positive, "0", () => _ = new ClipByGlobalNorm(0) },
            { "MaxNorm", Positive, "Infinity", () => _ = new ClipByGlobalNorm(double.PositiveInfinity) },
            { "MaxAbsolute", Positive, "0", () => _ = new ClipByValue(0) },
            { "Factor", "must be finite", "NaN", () => _ = new Scale(double.NaN) },
            { "factor", "must be finite and at least 0", "-1", () => Schedule.StepDecay(1, -1, 10) },
            { "every", "must be at least 1", "0", () => Schedule.StepDecay(1, 0.1, 0) },
            { "initial", "must be finite", "NaN", () => Schedule.StepDecay(double.NaN, 0.1, 10) },
            { "factor", Positive, "0", () => Schedule.Exponential(1, 0) },
            { "rate", Finite, "-1", () => Schedule.ExponentialDecay(1, -1) },
            { "rate", Finite, "-1", () => Schedule.InverseTime(1, -1) },
            { "steps", "must be at least 1", "0", () => Schedule.Cosine(1, 0) },
            { "exponent", Positive, "0", () => Schedule.Cosine(1, 10, exponent: 0) },
            { "halfPeriod", "must be at least 1", "-3", () => Schedule.CosineWave(1, 0, -3) },
            { "steps", "must be at least 1", "0", () => Schedule.Linear(1, 0, 0) },
            { "power", Positive, "0", () => Schedule.Polynomial(1, 10, power: 0) },
            { "growth", "must be at least 1", "0", () => Schedule.CosineRestarts(1, 0, 10, 0) },
            { "scale", "must be at least 1", "0", () => Schedule.InverseSquareRoot(1, 0) },
            { "milestones[0]", "must be at least 0", "-1", () => Schedule.MultiStep(1, 0.5, [-1]) },
            { "changes[0].Factor", "must be finite", "NaN", () => Schedule.PiecewiseConstant(1, [(3, double.NaN)]) },
            { "at", "must be at least 0", "-1", () => Schedule.Constant(1).Then(-1, 2.0) },
            { "steps", "must be at least 0", "-1", () => Schedule.Constant(1).Delayed(-1) },
            { "minimum", "must not be above maximum, 1", "2", () => Schedule.Constant(1).Bounded(2, 1) },
            { "totalSteps", "must be greater than warmupSteps, 10", "10", () => Schedule.WarmupCosine(1, 10, 10) },
            { "warmupSteps", "must be at least 0", "-1", () => Schedule.WarmupCosine(1, -1, 10) },
            { "steps", "must be at least 0", "-1", () => Schedule.Constant(1).Warmup(-1) },
            { "startAt", "must be finite", "NaN", () => Schedule.Constant(1).Warmup(5, double.NaN) },
            { "factor", "must be greater than 0 and less than 1", "1", () => Schedule.ReduceOnPlateau(1, factor: 1) },
            { "patience", "must be at least 0", "-1", () => Schedule.ReduceOnPlateau(1, patience: -1) },
            { "threshold", Finite, "-1", () => Schedule.ReduceOnPlateau(1, threshold: -1) },
            { "cooldown", "must be at least 0", "-1", () => Schedule.ReduceOnPlateau(1, cooldown: -1) },
            { "minimum", Finite, "-1", () => Schedule.ReduceOnPlateau(1, minimum: -1) },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_bad_value_is_refused_with_name_bound_and_value(string name, string bound, string value, Action construct)
    {
        ArgumentOutOfRangeException refused = Assert.Throws<ArgumentOutOfRangeException>(construct);
        Assert.Equal(name, refused.ParamName);
        Assert.StartsWith($"{name} {bound}, but is {value}.", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>The bounds, what they say, and values that they refuse.</summary>
    private static readonly Dictionary<Type, (string Message, double[] Refused)> Bounds = new()
    {
        [typeof(FiniteAttribute)] = ("must be finite", [double.NaN, double.PositiveInfinity, double.NegativeInfinity]),
        [typeof(NotNegativeAttribute)] = (Finite, [double.NaN, double.PositiveInfinity, -1e-300, -2]),
        [typeof(PositiveAttribute)] = (Positive, [double.NaN, double.PositiveInfinity, 0, -2]),
        [typeof(DecayAttribute)] = (Decay, [double.NaN, double.PositiveInfinity, 1, -1e-300]),
        [typeof(FractionAttribute)] = (Fraction, [double.NaN, double.PositiveInfinity, 1.5, -1e-300]),
        [typeof(ShrinkingAttribute)] = ("must be greater than 0 and less than 1", [double.NaN, 0, 1, -2]),
        [typeof(AtLeastOneAttribute)] = ("must be at least 1", [0, -3]),
    };

    public static TheoryData<string> Types => [.. OptimizerTable.Types.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_setting_refuses_what_is_out_of_its_bound(string name)
    {
        Type type = OptimizerTable.Types.Single(type => type.Name == name);
        foreach (PropertyInfo property in Settings(type))
        {
            BoundAttribute? attribute = property.GetCustomAttribute<BoundAttribute>();
            (string message, double[] refused) = attribute is null ? ("must", [double.NaN]) : Bounds[attribute.GetType()];
            foreach (double value in refused.Where(value => !IsWhole(property) || double.IsInteger(value)))
            {
                ArgumentOutOfRangeException thrown = Refusal(type, property, value);
                string given = ((FormattableString)$"{value}").ToString(CultureInfo.InvariantCulture);
                Assert.Equal(property.Name, thrown.ParamName);
                string bound = IsWhole(property) ? message.Replace("finite and ", "", StringComparison.Ordinal) : message;
                Assert.StartsWith($"{property.Name} {bound}", thrown.Message, StringComparison.Ordinal);
                Assert.Contains($"but is {given}.", thrown.Message, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>The settable numbers and schedules; whole numbers where they say their bound.</summary>
    private static IEnumerable<PropertyInfo> Settings(Type type) =>
        type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property =>
                property.SetMethod is { IsPublic: true }
                && (
                    property.PropertyType == typeof(double)
                    || property.PropertyType == typeof(double?)
                    || property.PropertyType == typeof(Schedule)
                    || property.GetCustomAttribute<BoundAttribute>() is not null
                )
            );

    private static bool IsWhole(PropertyInfo property) =>
        property.PropertyType == typeof(long) || property.PropertyType == typeof(int);

    private static ArgumentOutOfRangeException Refusal(Type type, PropertyInfo property, double value)
    {
        object copy =
            type.GetConstructor([])?.Invoke(null)
            ?? type.GetMethod("<Clone>$")!
                .Invoke(Catalogue.All.Values.SelectMany(PartsOf.Objects).First(part => part.GetType() == type), null)!;
        object given = value switch
        {
            _ when property.PropertyType == typeof(Schedule) => (object)(Schedule)value,
            _ when property.PropertyType == typeof(long) => (object)(long)value,
            _ when property.PropertyType == typeof(int) => (object)(int)value,
            _ => (object)value,
        };
        Exception? thrown = Record.Exception(() => property.SetValue(copy, given));
        return thrown?.InnerException as ArgumentOutOfRangeException
            ?? throw new InvalidOperationException(
                $"{type.Name}.{property.Name} = {value} gave {thrown?.InnerException?.ToString() ?? "no exception"}"
            );
    }
}
