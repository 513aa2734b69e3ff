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
        Schedule schedule = ScheduleCounterparts.Find(
            item.Member("source").Text(),
            new Settings(item.Member("params")),
            baseRate
        );
        double[] recursive = item.Member("lr").Numbers();
        double[]? metrics = item.Optional("metrics")?.Numbers();
        double[] byState = ByState(schedule, recursive.Length, metrics);
        Compare("lr by state", recursive, byState, RecursiveTolerance);
        if (item.Optional("lr_closed_form")?.Numbers() is { } closed)
        {
            Compare("lr by state", closed, byState, ClosedTolerance);
        }
        if (!schedule.NeedsMetric)
        {
            Compare("lr", recursive, schedule.Values(recursive.Length), RecursiveTolerance);
            Deviation.Within(
                0,
                "At, against the state,",
                byState,
                [.. Enumerable.Range(0, byState.Length).Select(step => schedule.At(step))]
            );
        }
        if (item.Optional("momentum") is not null)
        {
            throw new NoCounterpartException("the library has no schedule that moves the momentum with the rate");
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
