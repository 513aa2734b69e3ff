using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pullback.Ops.Kernels;

/// <summary>
/// The mean over all elements of the squared difference, loss = meanᵢ (xᵢ − tᵢ)², with the gradient 2 (xᵢ − tᵢ) / count.
/// </summary>
/// <remarks>Of no elements the loss is NaN (0/0). NaN and infinities follow IEEE 754. The sum is
/// taken in double precision and has a fixed shape.</remarks>
public static class MeanSquaredError
{
    /// <summary>Computes the loss.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="prediction">The values x.</param>
    /// <param name="target">The values t, as many.</param>
    /// <returns>The mean squared difference.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static T Forward<T>(ReadOnlySpan<T> prediction, ReadOnlySpan<T> target)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        KernelGuard.Length(target, prediction.Length);
        return T.CreateTruncating(RowSum.SquaredDifferences(prediction, target) / prediction.Length);
    }

    /// <summary>The gradient with respect to the prediction; the one with respect to the target is its negative.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="prediction">The values x.</param>
    /// <param name="target">The values t, as many.</param>
    /// <param name="lossGradient">The gradient that comes from above; 1 when the loss is what is minimised.</param>
    /// <param name="predictionGradient">
    /// Receives lossGradient · 2 (x − t) / count, as many; starts where the prediction or the target starts or is disjoint from it.
    /// </param>
    /// <exception cref="ArgumentException">The lengths differ, or the gradient overlaps an input with a shift.</exception>
    public static void Backward<T>(ReadOnlySpan<T> prediction, ReadOnlySpan<T> target, T lossGradient, Span<T> predictionGradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        KernelGuard.Length(target, prediction.Length);
        KernelGuard.Length<T>(predictionGradient, prediction.Length, nameof(predictionGradient));
        KernelGuard.SameOrDisjoint(prediction, predictionGradient);
        KernelGuard.SameOrDisjoint(target, predictionGradient);
        T scale = (lossGradient + lossGradient) / T.CreateTruncating(prediction.Length);
        BackwardKernel<T> kernel = new(prediction, target, scale, predictionGradient);
        Lanes.Run<T, BackwardKernel<T>>(ref kernel);
    }

    /// <summary>The loss and its gradient at once; the same bits as <see cref="Forward"/> and <see cref="Backward"/> with a loss gradient of 1.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="prediction">The values x.</param>
    /// <param name="target">The values t, as many.</param>
    /// <param name="predictionGradient">Receives 2 (x − t) / count; starts where the prediction or the target starts or is disjoint from it.</param>
    /// <returns>The mean squared difference.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or the gradient overlaps an input with a shift.</exception>
    public static T ForwardBackward<T>(ReadOnlySpan<T> prediction, ReadOnlySpan<T> target, Span<T> predictionGradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T loss = Forward(prediction, target);
        Backward(prediction, target, T.One, predictionGradient);
        return loss;
    }

    private readonly ref struct BackwardKernel<T>(ReadOnlySpan<T> prediction, ReadOnlySpan<T> target, T scale, Span<T> gradient)
        : ILaneKernel<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> prediction = prediction;
        private readonly ReadOnlySpan<T> target = target;
        private readonly Span<T> gradient = gradient;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TLane>()
            where TLane : struct, ILane<TLane, T>
        {
            TLane factor = TLane.Broadcast(scale);
            ref T x = ref MemoryMarshal.GetReference(prediction);
            ref T t = ref MemoryMarshal.GetReference(target);
            ref T to = ref MemoryMarshal.GetReference(gradient);
            int i = 0;
            for (; i <= gradient.Length - TLane.Count; i += TLane.Count)
            {
                TLane.Store((TLane.Load(ref x, (nuint)i) - TLane.Load(ref t, (nuint)i)) * factor, ref to, (nuint)i);
            }
            if (i < gradient.Length)
            {
                TLane.StorePartial((TLane.LoadPartial(prediction[i..]) - TLane.LoadPartial(target[i..])) * factor, gradient[i..]);
            }
        }
    }
}
