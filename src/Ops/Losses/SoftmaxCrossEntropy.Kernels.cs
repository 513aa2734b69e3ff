using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pullback.Ops.Kernels;

/// <content>The loops over rows.</content>
public static partial class SoftmaxCrossEntropy
{
    /// <summary>The loss, and for each row either its softmax or, where a scale is given, its gradient.</summary>
    private ref struct LossKernel<T>(
        ReadOnlySpan<T> logits,
        ReadOnlySpan<int> labels,
        Span<T> output,
        int classes,
        T? gradientScale
    ) : ILaneKernel<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> logits = logits;
        private readonly ReadOnlySpan<int> labels = labels;
        private readonly Span<T> output = output;

        /// <summary>The mean loss, once the kernel has run.</summary>
        public T Loss { get; private set; }

        public void Run<TLane>()
            where TLane : struct, ILane<TLane, T>
        {
            double total = 0;
            for (int row = 0; row < labels.Length; row++)
            {
                ReadOnlySpan<T> x = logits.Slice(row * classes, classes);
                Span<T> y = output.Slice(row * classes, classes);
                int label = labels[row];
                T maximum = TensorPrimitives.Max(x);
                double labelled = double.CreateTruncating(x[label]) - double.CreateTruncating(maximum);
                Exponentials<TLane>(x, TLane.Broadcast(maximum), y);
                double sum = RowSum.Sum<T>(y);
                total += Math.Log(sum) - labelled;
                Finish<TLane>(y, label, T.CreateTruncating(sum));
            }
            Loss = T.CreateTruncating(total / labels.Length);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Exponentials<TLane>(ReadOnlySpan<T> x, TLane maximum, Span<T> y)
            where TLane : struct, ILane<TLane, T>
        {
            ref T from = ref MemoryMarshal.GetReference(x);
            ref T to = ref MemoryMarshal.GetReference(y);
            int i = 0;
            for (; i <= y.Length - TLane.Count; i += TLane.Count)
            {
                TLane.Store(VectorMath.Exp(TLane.Load(ref from, (nuint)i) - maximum), ref to, (nuint)i);
            }
            if (i < y.Length)
            {
                TLane.StorePartial(VectorMath.Exp(TLane.LoadPartial(x[i..]) - maximum), y[i..]);
            }
        }

        /// <summary>From the exponentials to the softmax p, or to the gradient (p − onehot) · scale.</summary>
        private readonly void Finish<TLane>(Span<T> y, int label, T sum)
            where TLane : struct, ILane<TLane, T>
        {
            if (gradientScale is not { } scale)
            {
                Divide(y, TLane.Broadcast(sum), TLane.One);
                return;
            }
            T labelled = ((y[label] / sum) - T.One) * scale;
            Divide(y, TLane.Broadcast(sum), TLane.Broadcast(scale));
            y[label] = labelled;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Divide<TLane>(Span<T> y, TLane divisor, TLane scale)
            where TLane : struct, ILane<TLane, T>
        {
            ref T values = ref MemoryMarshal.GetReference(y);
            int i = 0;
            for (; i <= y.Length - TLane.Count; i += TLane.Count)
            {
                TLane.Store(TLane.Load(ref values, (nuint)i) / divisor * scale, ref values, (nuint)i);
            }
            if (i < y.Length)
            {
                TLane.StorePartial(TLane.LoadPartial(y[i..]) / divisor * scale, y[i..]);
            }
        }
    }

    /// <summary>(p − onehot) · scale for every row.</summary>
    private readonly ref struct GradientKernel<T>(
        ReadOnlySpan<T> probabilities,
        ReadOnlySpan<int> labels,
        Span<T> gradient,
        int classes,
        T scale
    ) : ILaneKernel<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> probabilities = probabilities;
        private readonly ReadOnlySpan<int> labels = labels;
        private readonly Span<T> gradient = gradient;

        public void Run<TLane>()
            where TLane : struct, ILane<TLane, T>
        {
            for (int row = 0; row < labels.Length; row++)
            {
                ReadOnlySpan<T> p = probabilities.Slice(row * classes, classes);
                Span<T> g = gradient.Slice(row * classes, classes);
                T labelled = (p[labels[row]] - T.One) * scale;
                Scale(p, TLane.Broadcast(scale), g);
                g[labels[row]] = labelled;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Scale<TLane>(ReadOnlySpan<T> p, TLane scale, Span<T> g)
            where TLane : struct, ILane<TLane, T>
        {
            ref T from = ref MemoryMarshal.GetReference(p);
            ref T to = ref MemoryMarshal.GetReference(g);
            int i = 0;
            for (; i <= g.Length - TLane.Count; i += TLane.Count)
            {
                TLane.Store(TLane.Load(ref from, (nuint)i) * scale, ref to, (nuint)i);
            }
            if (i < g.Length)
            {
                TLane.StorePartial(TLane.LoadPartial(p[i..]) * scale, g[i..]);
            }
        }
    }
}
