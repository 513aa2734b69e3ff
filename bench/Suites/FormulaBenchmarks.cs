using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using Pullback.Ops;
using Pullback.Ops.Kernels;

namespace Pullback.Bench.Suites;

/// <summary>Activations that come from formulas, forward and derivative; the baseline is the forward half alone by <see cref="TensorPrimitives"/>.</summary>
[MemoryDiagnoser]
public class FormulaBenchmarks
{
    private float[] x = [];
    private float[] y = [];
    private float[] upstream = [];

    /// <summary>One aligned and one ragged length.</summary>
    [Params(256 * 1024, (6 * 512) + 7)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        x = [.. Values.Uniform(Length, 1).Select(value => (8 * value) - 4)];
        y = new float[Length];
        upstream = Values.Uniform(Length, 2);
    }

    [Benchmark(Baseline = true)]
    public void TensorPrimitivesTanh() => TensorPrimitives.Tanh(x, y);

    [Benchmark]
    public void TensorPrimitivesSigmoid() => TensorPrimitives.Sigmoid(x, y);

    [Benchmark]
    public void TanhForward() => Elementwise.Forward<Tanh, float>(x, default, y);

    [Benchmark]
    public void TanhBackward() => Elementwise.Backward<Tanh, float>(x, default, upstream, y);

    [Benchmark]
    public void SigmoidForward() => Elementwise.Forward<Sigmoid, float>(x, default, y);

    [Benchmark]
    public void SiluBackward() => Elementwise.Backward<Silu, float>(x, default, upstream, y);

    [Benchmark]
    public void GeluForward() => Elementwise.Forward<Gelu, float>(x, default, y);

    [Benchmark]
    public void GeluBackward() => Elementwise.Backward<Gelu, float>(x, default, upstream, y);
}
