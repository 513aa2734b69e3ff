using System.Numerics;
using System.Numerics.Tensors;

namespace Pullback.Optimizers.Kernels;

/// <summary><c>v = β v + (1 − β) (g² + ε)</c>, <c>u = g / √v</c>; block by block, so that what one operation writes is still near when the next reads it.</summary>
internal readonly ref struct MeanSquareWork<T>(
    ReadOnlySpan<T> gradient,
    double decay,
    double epsilon,
    Span<T> squares,
    Span<T> updates
) : IElementWork
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int BlockLength = 4096;

    private readonly ReadOnlySpan<T> _gradient = gradient;
    private readonly T _decay = T.CreateTruncating(decay);
    private readonly T _rest = T.CreateTruncating(1 - decay);
    private readonly T _epsilon = T.CreateTruncating(epsilon);
    private readonly Span<T> _squares = squares;
    private readonly Span<T> _updates = updates;

    public int Length => _gradient.Length;

    public void Run(int start, int length)
    {
        for (int end = start + length; start < end; start += BlockLength)
        {
            int count = Math.Min(BlockLength, end - start);
            ReadOnlySpan<T> own = _gradient.Slice(start, count);
            Span<T> mean = _squares.Slice(start, count);
            Span<T> update = _updates.Slice(start, count);
            TensorPrimitives.MultiplyAdd(own, own, _epsilon, update);
            TensorPrimitives.Multiply(update, _rest, update);
            TensorPrimitives.MultiplyAdd(mean, _decay, update, mean);
            TensorPrimitives.Sqrt(mean, update);
            TensorPrimitives.Divide(own, update, update);
        }
    }
}
