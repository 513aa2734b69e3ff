using System.Numerics;

namespace Pullback.Ops.Kernels;

/// <summary>The mask of inverted dropout: what an activation and its gradient are multiplied by.</summary>
/// <remarks>
/// Nitish Srivastava, Geoffrey Hinton, Alex Krizhevsky, Ilya Sutskever and Ruslan Salakhutdinov, "Dropout: a simple way to prevent neural networks from
/// overfitting", 2014; scaled in training, so that prediction needs no change.
/// </remarks>
public static class DropoutMask
{
    private const int Block = 512;

    /// <summary>mask[i] = <paramref name="keepScale"/> where <c>key.BitsAt(i) ≥ threshold</c>, else 0.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="mask">The mask, [rows, features] row-major; overwritten.</param>
    /// <param name="key">The key of this dropout: the step's, folded with the dropout's ordinal.</param>
    /// <param name="threshold">rate · 2³², rounded.</param>
    /// <param name="keepScale">1 / (1 − rate).</param>
    public static void Fill<T>(Span<T> mask, RandomKey key, uint threshold, double keepScale)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<uint> bits = stackalloc uint[Block];
        T kept = T.CreateTruncating(keepScale);
        for (int start = 0; start < mask.Length; start += Block)
        {
            Span<T> part = mask.Slice(start, Math.Min(Block, mask.Length - start));
            key.FillBits(bits[..part.Length], start);
            for (int i = 0; i < part.Length; i++)
            {
                part[i] = bits[i] >= threshold ? kept : T.Zero;
            }
        }
    }
}
