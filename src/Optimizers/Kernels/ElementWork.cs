using System.Numerics;
using System.Numerics.Tensors;

namespace Pullback.Optimizers.Kernels;

/// <summary><c>result = x + y</c>; the result may be one of the two.</summary>
internal readonly ref struct AddWork<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result) : IElementWork
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _x = x;
    private readonly ReadOnlySpan<T> _y = y;
    private readonly Span<T> _result = result;

    public int Length => _result.Length;

    public void Run(int start, int length) =>
        TensorPrimitives.Add(_x.Slice(start, length), _y.Slice(start, length), _result.Slice(start, length));
}

/// <summary><c>result = factor · x</c>.</summary>
internal readonly ref struct ScaleWork<T>(ReadOnlySpan<T> x, T factor, Span<T> result) : IElementWork
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _x = x;
    private readonly T _factor = factor;
    private readonly Span<T> _result = result;

    public int Length => _result.Length;

    public void Run(int start, int length) =>
        TensorPrimitives.Multiply(_x.Slice(start, length), _factor, _result.Slice(start, length));
}

/// <summary><c>result = x</c>.</summary>
internal readonly ref struct CopyWork<T>(ReadOnlySpan<T> x, Span<T> result) : IElementWork
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _x = x;
    private readonly Span<T> _result = result;

    public int Length => _result.Length;

    public void Run(int start, int length) => _x.Slice(start, length).CopyTo(_result.Slice(start, length));
}

/// <summary><c>result = x + deviation · z</c> with normal numbers z, which belong to their places.</summary>
internal readonly ref struct NoiseWork<T>(ReadOnlySpan<T> x, double deviation, RandomKey key, Span<T> result) : IElementWork
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>So many that what is drawn is still near when it is added.</summary>
    private const int ChunkLength = 2048;

    private readonly ReadOnlySpan<T> _x = x;
    private readonly T _deviation = T.CreateTruncating(deviation);
    private readonly RandomKey _key = key;
    private readonly Span<T> _result = result;

    public int Length => _result.Length;

    public void Run(int start, int length)
    {
        // Drawn as floats whatever T is, so that a run in double follows one in float.
        using Scratch<float> drawn = new(Math.Min(length, ChunkLength));
        for (int end = start + length; start < end; start += ChunkLength)
        {
            Span<float> noise = drawn.Span[..Math.Min(ChunkLength, end - start)];
            Span<T> target = _result.Slice(start, noise.Length);
            _key.FillNormal(noise, start);
            TensorPrimitives.ConvertTruncating<float, T>(noise, target);
            TensorPrimitives.MultiplyAdd(target, _deviation, _x.Slice(start, noise.Length), target);
        }
    }
}
