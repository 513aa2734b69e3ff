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
            // A row is worked on beside the matrix, padded with classes of probability zero to whole vectors of every width.
            int padded = checked(classes + RowSum.Partials - 1) / RowSum.Partials * RowSum.Partials;
            Span<T> row = MemoryMarshal.CreateSpan(ref PackBuffer.Left<T>(padded), padded);
            Span<T> exponentials = MemoryMarshal.CreateSpan(ref PackBuffer.Right<T>(padded), padded);
            row[classes..].Fill(T.NegativeInfinity);
            double total = 0;
            for (int i = 0; i < labels.Length; i++)
            {
                logits.Slice(i * classes, classes).CopyTo(row);
                T maximum = TensorPrimitives.Max<T>(row);
                Exponentials<TLane>(row, TLane.Broadcast(maximum), exponentials);
                double sum = RowSum.Sum<T>(exponentials);
                int label = labels[i];
                total += Math.Log(sum) - (double.CreateTruncating(row[label]) - double.CreateTruncating(maximum));
                Finish<TLane>(exponentials, label, T.CreateTruncating(1 / sum));
                exponentials[..classes].CopyTo(output.Slice(i * classes, classes));
            }
            Loss = T.CreateTruncating(total / labels.Length);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Exponentials<TLane>(ReadOnlySpan<T> row, TLane maximum, Span<T> exponentials)
            where TLane : struct, ILane<TLane, T>
        {
            ref T from = ref MemoryMarshal.GetReference(row);
            ref T to = ref MemoryMarshal.GetReference(exponentials);
            for (int i = 0; i < row.Length; i += TLane.Count)
            {
                TLane.Store(VectorMath.Exp(TLane.Load(ref from, (nuint)i) - maximum), ref to, (nuint)i);
            }
        }

        /// <summary>From the exponentials to the softmax p, or to the gradient (p − onehot) · scale.</summary>
        private readonly void Finish<TLane>(Span<T> exponentials, int label, T inverseSum)
            where TLane : struct, ILane<TLane, T>
        {
            if (gradientScale is not { } scale)
            {
                Multiply(exponentials, TLane.Broadcast(inverseSum), TLane.One);
                return;
            }
            T labelled = ((exponentials[label] * inverseSum) - T.One) * scale;
            Multiply(exponentials, TLane.Broadcast(inverseSum), TLane.Broadcast(scale));
            exponentials[label] = labelled;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Multiply<TLane>(Span<T> exponentials, TLane inverseSum, TLane scale)
            where TLane : struct, ILane<TLane, T>
        {
            ref T values = ref MemoryMarshal.GetReference(exponentials);
            for (int i = 0; i < exponentials.Length; i += TLane.Count)
            {
                TLane.Store(TLane.Load(ref values, (nuint)i) * inverseSum * scale, ref values, (nuint)i);
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
