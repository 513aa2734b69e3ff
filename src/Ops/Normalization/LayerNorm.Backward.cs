using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pullback.Ops.Kernels;

/// <content>The backward loop.</content>
public static partial class LayerNorm
{
    private readonly ref struct BackwardKernel<T>(
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> weight,
        ReadOnlySpan<T> mean,
        ReadOnlySpan<T> inverseDeviation,
        ReadOnlySpan<T> outputGradient,
        Span<T> inputGradient,
        Span<T> weightGradient,
        Span<T> biasGradient
    ) : ILaneKernel<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> input = input;
        private readonly ReadOnlySpan<T> weight = weight;
        private readonly ReadOnlySpan<T> mean = mean;
        private readonly ReadOnlySpan<T> inverseDeviation = inverseDeviation;
        private readonly ReadOnlySpan<T> outputGradient = outputGradient;
        private readonly Span<T> inputGradient = inputGradient;
        private readonly Span<T> weightGradient = weightGradient;
        private readonly Span<T> biasGradient = biasGradient;

        public void Run<TLane>()
            where TLane : struct, ILane<TLane, T>
        {
            int features = weight.Length;
            for (int row = 0; row < mean.Length; row++)
            {
                RowKernel<T, TLane> kernel = new(
                    input.Slice(row * features, features),
                    outputGradient.Slice(row * features, features),
                    weight,
                    mean[row],
                    inverseDeviation[row]
                );
                // The parameters' gradients first: the input's may overwrite what they are computed from.
                if (!weightGradient.IsEmpty)
                {
                    kernel.AddWeightGradient(weightGradient);
                }
                if (!biasGradient.IsEmpty)
                {
                    kernel.AddBiasGradient(biasGradient);
                }
                if (!inputGradient.IsEmpty)
                {
                    kernel.WriteInputGradient(inputGradient.Slice(row * features, features));
                }
            }
        }
    }

    /// <summary>The gradients of one row. With x̂ = (x − μ) r and h = g · weight.</summary>
    private readonly ref struct RowKernel<T, TLane>(
        ReadOnlySpan<T> x,
        ReadOnlySpan<T> gradient,
        ReadOnlySpan<T> weight,
        T mean,
        T inverseDeviation
    )
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLane : struct, ILane<TLane, T>
    {
        private readonly ReadOnlySpan<T> x = x;
        private readonly ReadOnlySpan<T> gradient = gradient;
        private readonly ReadOnlySpan<T> weight = weight;

        /// <summary>weightGradient += g · x̂.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void AddWeightGradient(Span<T> weightGradient)
        {
            TLane centre = TLane.Broadcast(mean);
            TLane scale = TLane.Broadcast(inverseDeviation);
            ref T from = ref MemoryMarshal.GetReference(x);
            ref T above = ref MemoryMarshal.GetReference(gradient);
            ref T to = ref MemoryMarshal.GetReference(weightGradient);
            int i = 0;
            for (; i <= x.Length - TLane.Count; i += TLane.Count)
            {
                TLane normalized = (TLane.Load(ref from, (nuint)i) - centre) * scale;
                TLane.Store(TLane.Load(ref to, (nuint)i) + (TLane.Load(ref above, (nuint)i) * normalized), ref to, (nuint)i);
            }
            if (i < x.Length)
            {
                TLane normalized = (TLane.LoadPartial(x[i..]) - centre) * scale;
                TLane sum = TLane.LoadPartial(weightGradient[i..]) + (TLane.LoadPartial(gradient[i..]) * normalized);
                TLane.StorePartial(sum, weightGradient[i..]);
            }
        }

        /// <summary>biasGradient += g.</summary>
        public void AddBiasGradient(Span<T> biasGradient) => Accumulate.Add(gradient, biasGradient);

        /// <summary>inputGradient = r (h − mean(h) − x̂ · mean(h x̂)).</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void WriteInputGradient(Span<T> inputGradient)
        {
            ProjectionTerm term = new(double.CreateTruncating(mean), double.CreateTruncating(inverseDeviation));
            TLane average = TLane.Broadcast(T.CreateTruncating(RowSum.Sum(x, gradient, weight, default(ProductTerm)) / x.Length));
            TLane along = TLane.Broadcast(T.CreateTruncating(RowSum.Sum(x, gradient, weight, term) / x.Length));
            TLane centre = TLane.Broadcast(mean);
            TLane scale = TLane.Broadcast(inverseDeviation);
            ref T from = ref MemoryMarshal.GetReference(x);
            ref T above = ref MemoryMarshal.GetReference(gradient);
            ref T factors = ref MemoryMarshal.GetReference(weight);
            ref T to = ref MemoryMarshal.GetReference(inputGradient);
            int i = 0;
            for (; i <= x.Length - TLane.Count; i += TLane.Count)
            {
                TLane normalized = (TLane.Load(ref from, (nuint)i) - centre) * scale;
                TLane weighted = TLane.Load(ref above, (nuint)i) * TLane.Load(ref factors, (nuint)i);
                TLane.Store(scale * (weighted - average - (normalized * along)), ref to, (nuint)i);
            }
            if (i < x.Length)
            {
                TLane normalized = (TLane.LoadPartial(x[i..]) - centre) * scale;
                TLane weighted = TLane.LoadPartial(gradient[i..]) * TLane.LoadPartial(weight[i..]);
                TLane.StorePartial(scale * (weighted - average - (normalized * along)), inputGradient[i..]);
            }
        }
    }

    /// <summary>h = g · weight.</summary>
    private readonly struct ProductTerm : IRowTerm
    {
        public static int Operands => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Of(Vector512<double> x, Vector512<double> y, Vector512<double> z) => y * z;
    }

    /// <summary>h · x̂.</summary>
    private readonly struct ProjectionTerm(double mean, double inverseDeviation) : IRowTerm
    {
        public static int Operands => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Of(Vector512<double> x, Vector512<double> y, Vector512<double> z) =>
            y * z * ((x - Vector512.Create(mean)) * Vector512.Create(inverseDeviation));
    }
}
