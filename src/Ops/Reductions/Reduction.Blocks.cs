using System.Buffers;
using System.Numerics;

namespace Pullback.Ops.Kernels;

/// <content>How tensors are cut into blocks, and blocks are spread over threads.</content>
public static partial class Reduction
{
    private const int StackBlocks = 256;

    /// <summary>Stands for a span that is one tensor from end to end.</summary>
    private static ReadOnlySpan<TensorSlot> Whole => default;

    /// <summary>Sums all blocks of all tensors, and combines the block results in one tree.</summary>
    private static double Over<T, TTerm>(
        ReadOnlySpan<T> x,
        ReadOnlySpan<T> y,
        ReadOnlySpan<TensorSlot> slots,
        TTerm term,
        int degree
    )
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTerm : struct, ITerm
    {
        ElementType.Check<T>();
        var blocks = slots.IsEmpty ? BlockCount(x.Length) : 0;
        foreach (var slot in slots)
        {
            blocks += BlockCount(slot.Length);
        }

        var rented = blocks <= StackBlocks ? null : ArrayPool<double>.Shared.Rent(blocks);
        var partials = rented is null ? stackalloc double[StackBlocks] : rented;
        try
        {
            var job = new BlocksJob<T, TTerm>(x, y, slots, term, partials[..blocks]);
            Workers.Run(ref job, job.PartCount, degree);
            return Combine(partials[..blocks]);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<double>.Shared.Return(rented);
            }
        }
    }

    /// <summary>A part sums as many blocks as are worth handing over to another thread.</summary>
    private readonly ref struct BlocksJob<T, TTerm>(
        ReadOnlySpan<T> x,
        ReadOnlySpan<T> y,
        ReadOnlySpan<TensorSlot> slots,
        TTerm term,
        Span<double> partials
    ) : IParallelJob
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTerm : struct, ITerm
    {
        private const int BlocksPerPart = Workers.StreamingThreshold / BlockLength;

        private readonly ReadOnlySpan<T> x = x;
        private readonly ReadOnlySpan<T> y = y;
        private readonly ReadOnlySpan<TensorSlot> slots = slots;
        private readonly TTerm term = term;
        private readonly Span<double> partials = partials;

        public int PartCount => (partials.Length + BlocksPerPart - 1) / BlocksPerPart;

        public void Execute(int part)
        {
            var begin = part * BlocksPerPart;
            var end = Math.Min(begin + BlocksPerPart, partials.Length);
            if (slots.IsEmpty)
            {
                SumTensor(0, x.Length, 0, begin, end);
                return;
            }

            var firstBlock = 0;
            foreach (var slot in slots)
            {
                SumTensor(slot.Offset, slot.Length, firstBlock, begin, end);
                firstBlock += BlockCount(slot.Length);
            }
        }

        /// <summary>Sums those blocks of one tensor that are numbered from <paramref name="begin"/> up to <paramref name="end"/>.</summary>
        private void SumTensor(int offset, int length, int firstBlock, int begin, int end)
        {
            var last = Math.Min(firstBlock + BlockCount(length), end);
            for (var block = Math.Max(firstBlock, begin); block < last; block++)
            {
                var start = (block - firstBlock) * BlockLength;
                var count = Math.Min(BlockLength, length - start);
                partials[block] = SumBlock(x.Slice(offset + start, count), y.Slice(offset + start, count), term);
            }
        }
    }
}
