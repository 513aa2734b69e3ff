using System.Numerics;
using System.Numerics.Tensors;

namespace Pullback.Optimizers.Kernels;

/// <summary>Every element times, or less, the number of its unit.</summary>
internal readonly ref struct UnitWork<T>(
    UnitView view,
    ReadOnlySpan<T> x,
    ReadOnlySpan<T> numbers,
    bool multiplies,
    Span<T> result
) : IElementWork
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly UnitView _view = view;
    private readonly ReadOnlySpan<T> _x = x;
    private readonly ReadOnlySpan<T> _numbers = numbers;
    private readonly bool _multiplies = multiplies;
    private readonly Span<T> _result = result;

    public int Length => _x.Length;

    /// <summary>Rows of one unit each, or rows in which units lie side by side; the first and the last may be cut.</summary>
    public void Run(int start, int length)
    {
        int rowLength = _view.Inner == 1 ? _view.Count : _view.Inner;
        for (int end = start + length; start < end; )
        {
            int row = start / rowLength;
            int from = start - (row * rowLength);
            int count = Math.Min(rowLength - from, end - start);
            ReadOnlySpan<T> source = _x.Slice(start, count);
            Span<T> target = _result.Slice(start, count);
            if (_view.Inner == 1)
            {
                Combine(source, _numbers[row], target);
            }
            else
            {
                Combine(source, _numbers.Slice((row / _view.Count * _view.Inner) + from, count), target);
            }

            start += count;
        }
    }

    private void Combine(ReadOnlySpan<T> x, T number, Span<T> result)
    {
        if (_multiplies)
        {
            TensorPrimitives.Multiply(x, number, result);
        }
        else
        {
            TensorPrimitives.Subtract(x, number, result);
        }
    }

    private void Combine(ReadOnlySpan<T> x, ReadOnlySpan<T> numbers, Span<T> result)
    {
        if (_multiplies)
        {
            TensorPrimitives.Multiply(x, numbers, result);
        }
        else
        {
            TensorPrimitives.Subtract(x, numbers, result);
        }
    }
}
