using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace Pullback.Bench.Compare;

/// <summary>The command <c>compare</c>: this library beside PyTorch and NumPy, on one thread each, in one run.</summary>
internal static class ComparisonCommand
{
    public static int Run(string[] args)
    {
        var python = new Option<string>("--python")
        {
            Description = "The Python interpreter that has PyTorch and NumPy.",
            DefaultValueFactory = _ => File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3",
        };
        var blas = new Option<string?>("--blas")
        {
            Description = "A BLAS library for Python to use instead of the installed one (preloaded), such as libopenblas.so.0.",
        };
        var rounds = new Option<int>("--rounds")
        {
            Description = "How many interleaved samples of each side.",
            DefaultValueFactory = _ => 31,
        };
        var filter = new Option<string>("--filter")
        {
            Description = "Only rows whose title contains this.",
            DefaultValueFactory = _ => "",
        };
        var command = new RootCommand("Times Pullback beside PyTorch and NumPy, interleaved, and prints medians and ratios.")
        {
            python,
            blas,
            rounds,
            filter,
        };
        command.SetAction(parsed =>
            Compare(
                parsed.GetValue(python)!,
                parsed.GetValue(blas),
                Math.Max(1, parsed.GetValue(rounds)),
                parsed.GetValue(filter)!
            )
        );
        return command.Parse(args).Invoke();
    }

    private static int Compare(string python, string? blas, int rounds, string filter)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = 160;
        }
        using PythonPeer? installed = PythonPeer.TryStart(python, blas, tuned: false, out string reason);
        using PythonPeer? tuned = PythonPeer.TryStart(python, blas, tuned: true, out _);
        if (installed is null)
        {
            AnsiConsole.MarkupLineInterpolated(
                $"[yellow]No comparison: {python} cannot be started ({reason}). Only Pullback is timed.[/]"
            );
        }
        Table table = new Table()
            .RoundedBorder()
            .AddColumns("work", "Pullback", "Python, default", "ratio", "Python, tuned", "ratio");
        foreach (int column in new[] { 1, 2, 3, 4, 5 })
        {
            table.Columns[column].RightAligned();
        }
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        foreach (Work work in WorkList.All.Where(work => work.Title.Contains(filter, StringComparison.OrdinalIgnoreCase)))
        {
            PythonPeer?[] peers =
            [
                work.Peers.HasFlag(Peers.Default) ? installed : null,
                work.Peers.HasFlag(Peers.Tuned) ? tuned : null,
            ];
            (double own, Median[] others) = Interleaved.Run(work, peers, rounds);
            table.AddRow(
                work.Title,
                Text(own, work),
                Text(others[0], work),
                Ratio(others[0], own),
                Text(others[1], work),
                Ratio(others[1], own)
            );
            missing.UnionWith(
                others.Where((other, i) => peers[i] is not null && other.Seconds is null).Select(other => other.Reason)
            );
        }
        AnsiConsole.Write(table);
        foreach (string text in missing)
        {
            AnsiConsole.MarkupLineInterpolated($"[yellow]Not compared where the table says n/a: {text}.[/]");
        }
        AnsiConsole.WriteLine(Machine.Describe());
        if (installed is not null)
        {
            string about = installed.About();
            AnsiConsole.WriteLine(about);
            if (about.Contains("/blas/libblas", StringComparison.Ordinal) && blas is null)
            {
                AnsiConsole.MarkupLine(
                    "[yellow]This is the reference BLAS, which is slow by intention: name a real one by --blas.[/]"
                );
            }
        }
        return 0;
    }

    private static string Text(Median median, Work work) =>
        median.Seconds is { } seconds ? Text(seconds, work)
        : median.Reason == "not started" ? ""
        : "n/a";

    private static string Text(double seconds, Work work)
    {
        string time =
            seconds < 1e-3
                ? string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:F1} µs")
                : string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:F2} ms");
        return work.Operations == 0
            ? time
            : string.Create(CultureInfo.InvariantCulture, $"{time} ({work.Operations / seconds / 1e9:F0} GFLOP/s)");
    }

    private static string Ratio(Median other, double own) =>
        other.Seconds is { } seconds ? string.Create(CultureInfo.InvariantCulture, $"{seconds / own:F2}×") : "";
}
