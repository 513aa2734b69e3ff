using BenchmarkDotNet.Attributes;
using Pullback.Bench.Models;
using Pullback.Ops;

namespace Pullback.Bench.Suites;

/// <summary>Loss and gradients of a small network: the emitted kernels, and the interpreter that they are checked against.</summary>
[MemoryDiagnoser]
public class EvaluateBenchmarks
{
    private const int Batch = 32;

    private readonly float[] pixels = Values.Uniform(Batch * 64, 1);
    private readonly int[] labels = Values.Labels(Batch, 10, 2);
    private readonly TensorSet<float> parameters = SmallNet.Initialize<float>(new RandomKey(1));
    private readonly Workspace<float> workspace = SmallNet.CreateWorkspace<float>(Batch);
    private readonly float[] scores = new float[Batch * 10];

    [Benchmark(Baseline = true)]
    public Evaluation<float> Emitted() => SmallNet.Evaluate(parameters, pixels, labels, workspace);

    [Benchmark]
    public Evaluation<float> EmittedWithoutWorkspace() => SmallNet.Evaluate(parameters, pixels, labels);

    [Benchmark]
    public void Predict() => SmallNet.Predict<float>(parameters, pixels, scores);

    [Benchmark]
    public Evaluation<float> Interpreted() =>
        SmallNet.Definition.Interpreter.Evaluate(
            parameters,
            new GraphInputs<float>(Batch).With("pixels", pixels).WithLabels("labels", labels)
        );
}
