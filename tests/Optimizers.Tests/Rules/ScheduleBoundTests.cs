using System.Globalization;
using System.Reflection;
using Pullback.Ops;
using Pullback.Optimizers.Tests.Composition;
using Xunit;

namespace Pullback.Optimizers.Tests.Rules;

/// <summary>A schedule that leaves the bound of its hyperparameter is refused at the step that does, by every optimizer, whatever it is made of.</summary>
public sealed class ScheduleBoundTests
{
    /// <summary>Outside of every bound.</summary>
    private const double OutOfAll = -0.75;

    public static TheoryData<string, string> Settings
    {
        get
        {
            TheoryData<string, string> rows = [];
            foreach (Type type in PartsOf.Shipped.Where(type => type.GetConstructor([]) is not null))
            {
                foreach (PropertyInfo property in type.GetProperties().Where(IsBoundedSchedule))
                {
                    rows.Add(type.Name, property.Name);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void The_step_that_leaves_the_bound_is_named_with_the_value(string name, string setting)
    {
        Type type = PartsOf.Shipped.Single(type => type.Name == name);
        object optimizer = type.GetConstructor([])!.Invoke(null);
        PropertyInfo property = type.GetProperty(setting)!;
        // What is null or 0 by default is not used then, and need not be looked at.
        double given = ((Schedule?)property.GetValue(optimizer))?.At(0) ?? 0;
        double good = given == 0 ? 0.5 : given;
        property.SetValue(optimizer, Schedule.FromFunc(step => step < 1 ? good : OutOfAll));
        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() =>
            Run((IGradientTransformation)optimizer)
        );
        Assert.StartsWith("At step 1 of its schedule, ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $" but is {OutOfAll}."),
            refused.Message,
            StringComparison.Ordinal
        );
    }

    /// <summary>A factor that only has to be finite may be negative.</summary>
    private static bool IsBoundedSchedule(PropertyInfo property) =>
        property.PropertyType == typeof(Schedule)
        && property.SetMethod is { IsPublic: true }
        && property.GetCustomAttribute<FiniteAttribute>() is null;

    private static void Run(IGradientTransformation optimizer)
    {
        TensorSet<double> parameters = Problems.Values<double>(Problems.Ragged, 1);
        OptimizerState<double> state = optimizer.Init(parameters);
        for (int step = 0; step < 3; step++)
        {
            StepInputs<double> inputs = new()
            {
                Loss = 1.0 / (step + 1),
                Metric = 1,
                Curvature = Problems.Values<double>(Problems.Ragged, 50).Map(Math.Abs),
            };
            (parameters, state) = optimizer.Step(parameters, Problems.Values<double>(Problems.Ragged, step + 2), state, inputs);
        }
    }
}
