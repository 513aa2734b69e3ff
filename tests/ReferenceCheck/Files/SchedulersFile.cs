using System.Text.Json;
using Pullback.Optimizers;
using Pullback.ReferenceCheck.Counterparts;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Files;

/// <summary><c>schedulers.json</c>: learning rates step by step, in closed form and by state.</summary>
public sealed class SchedulersFile : IReferenceFile
{
    /// <summary>Relative to the largest rate, against a closed form.</summary>
    private const double ClosedTolerance = 1e-12;

    /// <summary>Relative to the largest rate, against a recursion, whose rounding errors add up.</summary>
    private const double RecursiveTolerance = 1e-9;

    public string Name => "schedulers.json";

    public void Check(JsonElement root, FileReport report)
    {
        foreach (JsonElement item in root.Member("cases").Items())
        {
            report.Run(item.Member("id").Text(), () => CheckSchedule(item));
        }
    }

    private static void CheckSchedule(JsonElement item)
    {
        double baseRate = item.Optional("base_lr")?.Number() ?? double.NaN;
        RateCounterpart found = ScheduleCounterparts.Find(
            item.Member("source").Text(),
            new Settings(item.Member("params")),
            baseRate
        );
        double[]? metrics = item.Optional("metrics")?.Numbers();
        CheckColumn(item, "lr", found.Rate, metrics);
        if (item.Optional("momentum") is not null)
        {
            CheckColumn(
                item,
                "momentum",
                found.Momentum
                    ?? throw new NoCounterpartException("the library's schedule does not move the momentum with the rate"),
                metrics
            );
        }
    }

    /// <summary>A column of values and, where PyTorch computes them twice, that of its closed form; by <c>Values</c>, <c>At</c> and the states.</summary>
    private static void CheckColumn(JsonElement item, string name, Schedule schedule, double[]? metrics)
    {
        double[] expected = item.Member(name).Numbers();
        double[]? closed = item.Optional($"{name}_closed_form")?.Numbers();
        double[] byState = ByState(schedule, expected.Length, metrics);
        Compare($"{name} by state", expected, byState, closed is null ? ClosedTolerance : RecursiveTolerance);
        Compare($"{name} by state", closed ?? expected, byState, ClosedTolerance);
        if (!schedule.NeedsMetric)
        {
            Deviation.Within(0, $"Values of {name}, against the state,", byState, schedule.Values(expected.Length));
            Deviation.Within(
                0,
                $"At of {name}, against the state,",
                byState,
                [.. Enumerable.Range(0, byState.Length).Select(step => schedule.At(step))]
            );
        }
    }

    private static double[] ByState(Schedule schedule, int count, double[]? metrics)
    {
        double[] rates = new double[count];
        SchedulerState state = schedule.Init();
        for (int step = 0; step < count; step++)
        {
            rates[step] = state.Value;
            if (step + 1 < count)
            {
                state = schedule.Update(state, metrics?[step]);
            }
        }
        return rates;
    }

    private static void Compare(string what, double[] expected, double[] actual, double tolerance)
    {
        double largest = expected.Select(Math.Abs).DefaultIfEmpty(0).Max();
        Deviation.Within(tolerance, what, expected, actual, (a, b) => Deviation.Over(a, b, largest));
    }
}
