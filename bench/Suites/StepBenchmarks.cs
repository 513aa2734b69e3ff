using BenchmarkDotNet.Attributes;
using Pullback.Ops;
using Pullback.Optimizers;

namespace Pullback.Bench.Suites;

/// <summary>One step of an optimizer over a million parameters: named, as a run-time chain, pure and with donation.</summary>
[MemoryDiagnoser]
public class StepBenchmarks
{
    private readonly Adam adam = new() { LearningRate = 1e-3 };
    private readonly Chain chain = Chain.Of(
        new ClipByGlobalNorm(1.0),
        new ScaleByAdam(),
        new AddDecayedWeights(1e-2),
        new ScaleByLearningRate(1e-3)
    );

    private TensorSet<float> parameters = TensorSet<float>.Zeros(TensorLayout.Empty);
    private TensorSet<float> gradients = TensorSet<float>.Zeros(TensorLayout.Empty);
    private OptimizerState<float> adamState = null!;
    private OptimizerState<float> chainState = null!;

    /// <summary>Into how many tensors the parameters are divided.</summary>
    [Params(1, 100)]
    public int Tensors { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        int each = 1_000_000 / Tensors;
        var layout = new TensorLayout(Enumerable.Range(0, Tensors).Select(i => ($"weight{i}", new Shape(each))));
        parameters = TensorSet<float>.Create(layout, layout.Slots.Select((slot, i) => (slot.Name, Values.Uniform(each, i))));
        gradients = TensorSet<float>.Create(
            layout,
            layout.Slots.Select((slot, i) => (slot.Name, Values.Uniform(each, 1000 + i)))
        );
        adamState = adam.Init(parameters);
        chainState = chain.Init(parameters);
    }

    [Benchmark(Baseline = true)]
    public void AdamDonated() => (parameters, adamState) = adam.Step(parameters, gradients, adamState, donate: true);

    [Benchmark]
    public StepResult<float> AdamPure() => adam.Step(parameters, gradients, adamState);

    [Benchmark]
    public void ChainDonated() => (parameters, chainState) = chain.Step(parameters, gradients, chainState, donate: true);
}
