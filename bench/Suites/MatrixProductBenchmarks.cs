using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using Pullback.Ops.Kernels;

namespace Pullback.Bench.Suites;

/// <summary>The product at sizes of small models, beside what managed code has without it: rows added by <see cref="TensorPrimitives"/>.</summary>
[MemoryDiagnoser]
public class MatrixProductBenchmarks
{
    private float[] a = [];
    private float[] b = [];
    private float[] c = [];

    /// <summary>Rows, inner dimension, columns: aligned and ragged.</summary>
    [Params("32,64,128", "1,784,128", "128,784,128", "129,785,131", "512,512,512")]
    public string Size { get; set; } = "";

    private (int M, int K, int N) Sizes { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        int[] sizes = [.. Size.Split(',').Select(int.Parse)];
        Sizes = (sizes[0], sizes[1], sizes[2]);
        a = Values.Uniform(Sizes.M * Sizes.K, 1);
        b = Values.Uniform(Sizes.K * Sizes.N, 2);
        c = new float[Sizes.M * Sizes.N];
    }

    [Benchmark]
    public void Product() => MatrixProduct.Multiply<float>(a, b, c, Sizes.M, Sizes.K, Sizes.N);

    [Benchmark(Baseline = true)]
    public void RowByRow()
    {
        (int m, int k, int n) = Sizes;
        for (int i = 0; i < m; i++)
        {
            Span<float> row = c.AsSpan(i * n, n);
            row.Clear();
            for (int p = 0; p < k; p++)
            {
                TensorPrimitives.MultiplyAdd(b.AsSpan(p * n, n), a[(i * k) + p], row, row);
            }
        }
    }
}
