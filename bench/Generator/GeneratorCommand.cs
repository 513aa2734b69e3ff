using System.Diagnostics;
using System.Globalization;

namespace Pullback.Bench.Generator;

/// <summary>
/// The command <c>generator</c>: how long the generator takes in a fresh compiler process (the JIT included), in a warm one, and after an
/// unrelated edit. The first cannot be measured by repetition, so it is one number of one process.
/// </summary>
internal static class GeneratorCommand
{
    private const int Layers = 50;
    private const int Repetitions = 31;

    public static int Run()
    {
        var run = new GeneratorRun(Layers);
        double cold = Milliseconds(run.RunAnew);
        for (int i = 0; i < Repetitions; i++)
        {
            run.RunAnew();
        }
        double warm = Median(_ => run.RunAnew());
        double edit = Median(run.RunAfterUnrelatedEdit);
        Print($"Generator on a graph of {Layers} dense layers ({run.EmittedCharacters:N0} characters emitted):");
        Print($"  first run in a fresh process  {cold, 8:F1} ms");
        Print($"  warm, without caches          {warm, 8:F1} ms");
        Print($"  after an unrelated edit       {edit, 8:F1} ms");
        return 0;
    }

    private static double Median(Action<int> action)
    {
        double[] samples = [.. Enumerable.Range(0, Repetitions).Select(i => Milliseconds(() => action(i)))];
        Array.Sort(samples);
        return samples[Repetitions / 2];
    }

    private static double Milliseconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
