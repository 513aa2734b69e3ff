using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pullback.Ops.Kernels;

/// <content>The forward loop.</content>
public static partial class LayerNorm
{
    private readonly ref struct ForwardKernel<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> weight,
        ReadOnlySpan<T> bias,
        Span<T> output,
        Span<T> mean,
        Span<T> inverseDeviation,
        int features,
        double epsilon
    ) : ILaneKernel<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> input = input;
        private readonly ReadOnlySpan<T> weight = weight;
        private readonly ReadOnlySpan<T> bias = bias;
        private readonly Span<T> output = output;
        private readonly Span<T> mean = mean;
        private readonly Span<T> inverseDeviation = inverseDeviation;

        public void Run<TLane>()
            where TLane : struct, ILane<TLane, T>
        {
            for (int row = 0; row < mean.Length; row++)
            {
                ReadOnlySpan<T> x = input.Slice(row * features, features);
                double average = RowSum.Sum(x) / features;
                double variance = RowSum.SquaredDeviations(x, average) / features;
                mean[row] = T.CreateTruncating(average);
                inverseDeviation[row] = T.CreateTruncating(1 / Math.Sqrt(variance + epsilon));
                Normalize<TLane>(
                    x,
                    TLane.Broadcast(mean[row]),
                    TLane.Broadcast(inverseDeviation[row]),
                    output.Slice(row * features, features)
                );
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Normalize<TLane>(ReadOnlySpan<T> x, TLane centre, TLane scale, Span<T> y)
            where TLane : struct, ILane<TLane, T>
        {
            ref T from = ref MemoryMarshal.GetReference(x);
            ref T factors = ref MemoryMarshal.GetReference(weight);
            ref T terms = ref MemoryMarshal.GetReference(bias);
            ref T to = ref MemoryMarshal.GetReference(y);
            int i = 0;
            for (; i <= y.Length - TLane.Count; i += TLane.Count)
            {
                TLane normalized = (TLane.Load(ref from, (nuint)i) - centre) * scale;
                TLane.Store((normalized * TLane.Load(ref factors, (nuint)i)) + TLane.Load(ref terms, (nuint)i), ref to, (nuint)i);
            }
            if (i < y.Length)
            {
                TLane normalized = (TLane.LoadPartial(x[i..]) - centre) * scale;
                TLane.StorePartial((normalized * TLane.LoadPartial(weight[i..])) + TLane.LoadPartial(bias[i..]), y[i..]);
            }
        }
    }
}
