using System.Globalization;
using Pullback.Bench.Compare;
using Pullback.Ops;
using Pullback.Optimizers;
using Spectre.Console;

namespace Pullback.Bench.Compose;

/// <summary>The command <c>compose</c>: what it costs that a chain was composed, beside a loop written by hand for it.</summary>
internal static class ComposeCommand
{
    private const int Rounds = 31;

    public static int Run()
    {
        Table table = new Table().RoundedBorder().AddColumns("clip + Adam + decay + schedule", "1 M", "ratio", "10 M", "ratio");
        double[][] medians = [Measure(1_000_000), Measure(10_000_000)];
        string[] titles = ["loop written by hand", "[FusedOptimizer]", "Chain.Of at run time"];
        for (int i = 0; i < titles.Length; i++)
        {
            table.AddRow(
                Markup.Escape(titles[i]),
                Milliseconds(medians[0][i]),
                Ratio(medians[0][i] / medians[0][0]),
                Milliseconds(medians[1][i]),
                Ratio(medians[1][i] / medians[1][0])
            );
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(Machine.Describe());
        return 0;
    }

    private static double[] Measure(int count)
    {
        Schedule rate = Schedule.Cosine(1e-6, steps: 1_000_000);
        HandFusedLoop byHand = new(Values.Uniform(count, 1), [.. Values.Uniform(count, 2).Select(g => g - 0.5f)]);
        long step = 0;
        return Interleaved.Run(
            [
                () => byHand.Step(rate.At(step++)),
                OptimizerWork.Prepare(ClippedAdamW.Create(rate), new Shape(count)),
                OptimizerWork.Prepare(ClippedAdamW.Define(rate), new Shape(count)),
            ],
            Rounds
        );
    }

    private static string Milliseconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:F2} ms");

    private static string Ratio(double ratio) => string.Create(CultureInfo.InvariantCulture, $"{ratio:F2}×");
}
