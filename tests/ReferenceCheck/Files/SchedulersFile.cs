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
        report.RunEach(root.Member("cases").Items(), "cases", CheckSchedule);
    }

    private static void CheckSchedule(JsonElement item)
    {
        string source = item.Member("source").Text();
        bool isStepped = source.StartsWith("torch.", StringComparison.Ordinal);
        bool hasOwnRate = !isStepped || source is "torch.CyclicLR" or "torch.OneCycleLR";
        double baseRate =
            hasOwnRate && item.Optional("base_lr") is null ? double.NaN : item.Member("base_lr").GroupNumber("base_lr");
        RateCounterpart found = ScheduleCounterparts.Find(source, new Settings(item.Member("params")), baseRate);
        double[]? metrics = item.Optional("metrics")?.Numbers();
        CheckColumn(item, "lr", found.Rate, metrics, isStepped);
        if (item.Optional("momentum") is not null)
        {
            CheckColumn(
                item,
                "momentum",
                found.Momentum
                    ?? throw new NoCounterpartException("the library's schedule does not move the momentum with the rate"),
                metrics,
                isStepped
            );
        }
    }

    /// <summary>A column of values and, where PyTorch computes them twice, that of its closed form; by <c>Values</c>, <c>At</c> and the states.</summary>
    private static void CheckColumn(JsonElement item, string name, Schedule schedule, double[]? metrics, bool isStepped)
    {
        double[] expected = item.Member(name).Numbers();
        if (expected.Length == 0)
        {
            throw new ReferenceFormatException($"'{name}' has no values, so that nothing would be checked");
        }
        if (schedule.NeedsMetric && metrics?.Length < expected.Length - 1)
        {
            throw new ReferenceFormatException(
                FormattableString.Invariant($"there are {metrics.Length} metrics for {expected.Length} values")
            );
        }
        double[]? closed = item.Optional($"{name}_closed_form")?.Numbers();
        double[] byState = ByState(schedule, expected.Length, metrics);
        Compare($"{name} by state", expected, byState, closed is null && !isStepped ? ClosedTolerance : RecursiveTolerance);
        if (closed is not null)
        {
            Compare($"{name} by state, in closed form,", closed, byState, ClosedTolerance);
        }
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
        // What is not finite would allow everything.
        double largest = expected.Select(Math.Abs).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        Deviation.Within(tolerance, what, expected, actual, (a, b) => Deviation.Over(a, b, largest));
    }
}
