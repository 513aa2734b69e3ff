using BenchmarkDotNet.Attributes;
using Pullback.Bench.Generator;

namespace Pullback.Bench.Suites;

/// <summary>The generator in a warm compiler: from nothing, and after an edit that does not concern it.</summary>
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    private GeneratorRun run = null!;
    private int edit;

    /// <summary>How many dense layers the graph has.</summary>
    [Params(3, 50)]
    public int Layers { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        run = new GeneratorRun(Layers);
        run.RunAnew();
    }

    [Benchmark(Baseline = true)]
    public void Anew() => run.RunAnew();

    [Benchmark]
    public void AfterUnrelatedEdit() => run.RunAfterUnrelatedEdit(++edit);
}
