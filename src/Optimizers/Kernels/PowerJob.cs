using System.Numerics;
using System.Numerics.Tensors;

namespace Pullback.Optimizers.Kernels;

/// <summary>The sum of the powers <c>|x|^q</c> of each block of elements; for q = ∞ the largest magnitude.</summary>
internal readonly ref struct PowerJob<T>(ReadOnlySpan<T> x, double order, int blockLength, Span<double> results) : IParallelJob
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _x = x;
    private readonly double _order = order;
    private readonly int _blockLength = blockLength;
    private readonly Span<double> _results = results;

    /// <inheritdoc/>
    public void Execute(int part)
    {
        int start = part * _blockLength;
        ReadOnlySpan<T> block = _x.Slice(start, Math.Min(_blockLength, _x.Length - start));
        _results[part] = double.IsInfinity(_order) ? Reduction.MaxNorm(block) : Sum(block);
    }

    private double Sum(ReadOnlySpan<T> block)
    {
        using Scratch<double> powers = new(block.Length);
        Span<double> own = powers.Span;
        TensorPrimitives.ConvertTruncating(block, own);
        TensorPrimitives.Abs(own, own);
        if (_order != 1)
        {
            foreach (ref double power in own)
            {
                power = Math.Pow(power, _order);
            }
        }

        return Reduction.Sum<double>(own);
    }
}
