using System.Globalization;
using Pullback.Ops.Kernels;

namespace Pullback.Bench.Compare;

/// <summary>Everything that is compared.</summary>
internal static class WorkList
{
    public static IReadOnlyList<Work> All { get; } =
    [
        TrainingWork.Small,
        TrainingWork.Large,
        TrainingWork.Prediction,
        OptimizerWork.Adam(1_000_000),
        OptimizerWork.AdamOnAllThreads(1_000_000),
        .. OptimizerWork.Others(1_000_000),
        Product(32, 64, 128),
        Product(128, 784, 128),
        Product(256, 256, 256),
        Product(512, 512, 512),
        Product(1024, 1024, 1024),
    ];

    private static Work Product(int m, int k, int n) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"matrix product {m}×{k}×{n}"),
            string.Create(CultureInfo.InvariantCulture, $"product-{m}-{k}-{n}"),
            Peers.Default,
            () =>
            {
                float[] a = Values.Uniform(m * k, 1);
                float[] b = Values.Uniform(k * n, 2);
                var c = new float[m * n];
                return () => MatrixProduct.Multiply<float>(a, b, c, m, k, n);
            },
            2.0 * m * k * n
        );
}
