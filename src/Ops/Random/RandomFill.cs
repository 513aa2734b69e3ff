namespace Pullback.Ops;

/// <summary>How many elements a block of random words gives, and what they are.</summary>
internal interface IRandomDraw<T>
{
    /// <summary>Elements of one block.</summary>
    static abstract int Count { get; }

    /// <summary>Turns the 64 words of a block into its elements.</summary>
    static abstract void Convert(ReadOnlySpan<uint> words, Span<T> elements);
}

/// <summary>Fills spans block by block. A block that is only partly wanted goes through the same code, into a buffer of its own.</summary>
internal static class RandomFill
{
    public static void Run<T, TDraw>(in RandomKey key, Span<T> destination, long firstIndex)
        where T : unmanaged
        where TDraw : struct, IRandomDraw<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstIndex, long.MaxValue - destination.Length);
        Span<uint> words = stackalloc uint[RandomBlock.Length];
        Span<T> partial = stackalloc T[RandomBlock.Length];
        partial = partial[..TDraw.Count];
        var (block, skipped) = Math.DivRem(firstIndex, TDraw.Count);
        while (!destination.IsEmpty)
        {
            RandomBlock.Fill(key, block, words);
            var wanted = Math.Min(TDraw.Count - (int)skipped, destination.Length);
            if (wanted == TDraw.Count)
            {
                TDraw.Convert(words, destination[..wanted]);
            }
            else
            {
                TDraw.Convert(words, partial);
                partial.Slice((int)skipped, wanted).CopyTo(destination);
            }

            destination = destination[wanted..];
            skipped = 0;
            block++;
        }
    }
}
