using System.Numerics;
using System.Numerics.Tensors;
using Pullback.Optimizers.Kernels;

namespace Pullback.Optimizers;

/// <summary>
/// The products of gradients, and of parameters, with how far a tensor has moved from its reference: <c>⟨g, p − r⟩</c> and <c>⟨p, p − r⟩</c>. The differences are
/// taken first, since those of the products would cancel; parts of fixed length are summed in their order, so that no bit depends on the number of threads.
/// </summary>
internal readonly ref struct MechanicProducts<T>(
    ReadOnlySpan<T> gradients,
    ReadOnlySpan<T> parameters,
    ReadOnlySpan<T> reference,
    Span<double> sums
) : IElementWork
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int BlockLength = 1024;

    private readonly ReadOnlySpan<T> _gradients = gradients;
    private readonly ReadOnlySpan<T> _parameters = parameters;
    private readonly ReadOnlySpan<T> _reference = reference;

    /// <summary>Two sums for each part.</summary>
    private readonly Span<double> _sums = sums;

    public int Length => _parameters.Length;

    /// <summary>Both products of one tensor.</summary>
    public static (double OfGradient, double OfPoint) Of(
        ReadOnlySpan<T> gradients,
        ReadOnlySpan<T> parameters,
        ReadOnlySpan<T> reference,
        int degree
    )
    {
        using Scratch<double> sums = new(2 * ElementBlocks.PartCount(parameters.Length));
        ElementBlocks.Run(new MechanicProducts<T>(gradients, parameters, reference, sums.Span), degree);
        double ofGradient = 0;
        double ofPoint = 0;
        for (int i = 0; i < sums.Span.Length; i += 2)
        {
            ofGradient += sums.Span[i];
            ofPoint += sums.Span[i + 1];
        }

        return (ofGradient, ofPoint);
    }

    public void Run(int start, int length)
    {
        Span<T> buffer = stackalloc T[BlockLength];
        for (int part = start / (int)RuleJob.PartLength; part * RuleJob.PartLength < start + length; part++)
        {
            int from = (int)(part * RuleJob.PartLength);
            (_sums[2 * part], _sums[(2 * part) + 1]) = SumPart(from, (int)Math.Min(RuleJob.PartLength, Length - from), buffer);
        }
    }

    private (double OfGradient, double OfPoint) SumPart(int start, int length, Span<T> buffer)
    {
        double ofGradient = 0;
        double ofPoint = 0;
        for (int from = start; from < start + length; from += BlockLength)
        {
            int block = Math.Min(BlockLength, start + length - from);
            Span<T> moved = buffer[..block];
            ReadOnlySpan<T> point = _parameters.Slice(from, block);
            TensorPrimitives.Subtract(point, _reference.Slice(from, block), moved);
            ofGradient += Reduction.Dot<T>(_gradients.Slice(from, block), moved);
            ofPoint += Reduction.Dot<T>(point, moved);
        }

        return (ofGradient, ofPoint);
    }
}
