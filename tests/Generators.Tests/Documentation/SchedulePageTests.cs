using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Pullback.Generators.Tests.Infrastructure;
using Pullback.Optimizers;
using Xunit;

namespace Pullback.Generators.Tests.Documentation;

/// <summary>The tables of docs/schedules.md: no schedule is missing, every call compiles, and every picture is what the call draws.</summary>
public sealed partial class SchedulePageTests
{
    private const string Page = "docs/schedules.md";

    private static readonly Lazy<(string Call, string Picture)[]> _rows = new(() =>
        [
            .. File.ReadLines(Path.Combine(Snippets.Root, Page))
                .Select(line => Row().Match(line))
                .Where(row => row.Success)
                .Select(row => (row.Groups["call"].Value, row.Groups["picture"].Value)),
        ]
    );

    [GeneratedRegex(@"^\| `(?<call>Schedule\..*?)` \| .* \| (`(?<picture>.*?)`|follows a metric) \| [^|]*\|$")]
    private static partial Regex Row();

    [Fact]
    public void Every_factory_and_every_combination_has_a_row()
    {
        string calls = string.Join('\n', _rows.Value.Select(row => row.Call));
        Assert.All(Makers(), maker => Assert.Contains(maker, calls, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_row_calls_something_that_exists_and_draws_it()
    {
        string[] pictures = Draw([.. _rows.Value.Select(row => row.Call)]);
        string[] wrong =
        [
            .. _rows
                .Value.Zip(pictures)
                .Where(pair => pair.First.Picture != pair.Second)
                .Select(pair => $"{pair.First.Call} draws {pair.Second}"),
        ];
        Assert.True(wrong.Length == 0, $"{Page} shows other pictures:\n{string.Join('\n', wrong)}");
    }

    /// <summary>What makes a schedule, as it is written in a call.</summary>
    private static IEnumerable<string> Makers() =>
        typeof(Schedule)
            .GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.ReturnType == typeof(Schedule) || method.ReturnType == typeof(RateAndMomentum))
            .Where(method => method.Name != "op_Implicit")
            .Select(method => method.Name == "op_Multiply" ? " * " : $"{(method.IsStatic ? "Schedule" : "")}.{method.Name}(")
            .Distinct();

    /// <summary>The pictures of the schedules that the calls make; empty where one follows a metric.</summary>
    private static string[] Draw(string[] calls)
    {
        string source = $$"""
            using Pullback.Optimizers;

            public static class Calls
            {
                public static Schedule[] All() =>
                [
                    {{string.Join(",\n        ", calls)}},
                ];
            }
            """;
        using MemoryStream image = new();
        var emitted = TestCompilation.Create([source], "SchedulePage").Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        MethodInfo all = Assembly.Load(image.ToArray()).GetType("Calls", throwOnError: true)!.GetMethod("All")!;
        return
        [
            .. ((Schedule[])all.Invoke(null, null)!).Select(schedule =>
                schedule.NeedsMetric ? "" : schedule.Sparkline(100, width: 25).Split(' ')[0]
            ),
        ];
    }
}
