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
        /// <summary>A block of rows is about as large as fits the first-level cache twice.</summary>
        private const int BlockElements = 2048;

        private const int LargestBlock = 32;

        private readonly ReadOnlySpan<T> logits = logits;
        private readonly ReadOnlySpan<int> labels = labels;
        private readonly Span<T> output = output;

        /// <summary>The mean loss, once the kernel has run.</summary>
        public T Loss { get; private set; }

        /// <summary>
        /// Blocks of rows are worked on beside the matrix, each row padded with classes of probability zero to whole vectors of every width. Each step is done
        /// for all rows of a block before the next step: the processor overlaps them, where within one row each step waits for the one before.
        /// </summary>
        [SkipLocalsInit]
        public void Run<TLane>()
            where TLane : struct, ILane<TLane, T>
        {
            int width = checked(classes + RowSum.Partials - 1) / RowSum.Partials * RowSum.Partials;
            int blockRows = Math.Clamp(BlockElements / Math.Max(width, 1), 1, LargestBlock);
            Span<T> padded = MemoryMarshal.CreateSpan(ref PackBuffer.Left<T>(checked(blockRows * width)), blockRows * width);
            Span<T> exponentials = MemoryMarshal.CreateSpan(ref PackBuffer.Right<T>(blockRows * width), blockRows * width);
            Span<T> maxima = stackalloc T[LargestBlock];
            Span<double> sums = stackalloc double[LargestBlock];
            padded.Fill(T.NegativeInfinity);
            double total = 0;
            for (int first = 0; first < labels.Length; first += blockRows)
            {
                int rows = Math.Min(blockRows, labels.Length - first);
                for (int row = 0; row < rows; row++)
                {
                    Span<T> x = padded.Slice(row * width, width);
                    logits.Slice((first + row) * classes, classes).CopyTo(x);
                    maxima[row] = TensorPrimitives.Max<T>(x);
                }
                for (int row = 0; row < rows; row++)
                {
                    Exponentials(
                        padded.Slice(row * width, width),
                        TLane.Broadcast(maxima[row]),
                        exponentials.Slice(row * width, width)
                    );
                }
                for (int row = 0; row < rows; row++)
                {
                    sums[row] = RowSum.Sum<T>(exponentials.Slice(row * width, width));
                    T labelled = padded[(row * width) + labels[first + row]];
                    total += Math.Log(sums[row]) - (double.CreateTruncating(labelled) - double.CreateTruncating(maxima[row]));
                }
                for (int row = 0; row < rows; row++)
                {
                    Span<T> y = exponentials.Slice(row * width, width);
                    Finish<TLane>(y, labels[first + row], T.CreateTruncating(1 / sums[row]));
                    y[..classes].CopyTo(output.Slice((first + row) * classes, classes));
                }
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
