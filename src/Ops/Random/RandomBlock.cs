using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pullback.Ops.Kernels;

namespace Pullback.Ops;

/// <summary>
/// Sixty-four random words at a time. Stream position 64 s + 16 w + b is word w of the encrypted counter 16 s + b: so a vector of
/// consecutive counters gives runs of consecutive positions at every vector width, and nothing has to be transposed.
/// </summary>
internal static class RandomBlock
{
    public const int Length = 64;

    private const int Counters = 16;

    /// <summary>Fills 64 words with vectors of the machine's width, or of the forced one.</summary>
    public static void Fill(in RandomKey key, long block, Span<uint> words)
    {
        switch (Lanes.FullWidth)
        {
            case 512:
                Fill<Word512>(key, block, words);
                break;
            case 256:
                Fill<Word256>(key, block, words);
                break;
            case 128:
                Fill<Word128>(key, block, words);
                break;
            default:
                Fill<ScalarWord>(key, block, words);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill<TWord>(in RandomKey key, long block, Span<uint> words)
        where TWord : struct, IThreefryWord<TWord>
    {
        ref var first = ref MemoryMarshal.GetReference(words[..Length]);
        var counter = unchecked((ulong)block * Counters);
        for (var lane = 0; lane < Counters; lane += TWord.Count)
        {
            // The low word does not overflow within a block, because blocks start at multiples of sixteen.
            var x0 = TWord.Sequence(unchecked((uint)counter + (uint)lane));
            var x1 = TWord.Constant((uint)(counter >> 32));
            var x2 = TWord.Constant(0);
            var x3 = TWord.Constant((uint)RandomPurpose.Bits);
            Threefry.Encrypt(key.Word0, key.Word1, key.Word2, key.Word3, ref x0, ref x1, ref x2, ref x3);
            TWord.Store(x0, ref Unsafe.Add(ref first, lane));
            TWord.Store(x1, ref Unsafe.Add(ref first, Counters + lane));
            TWord.Store(x2, ref Unsafe.Add(ref first, (2 * Counters) + lane));
            TWord.Store(x3, ref Unsafe.Add(ref first, (3 * Counters) + lane));
        }
    }

    /// <summary>The word at one position of the stream.</summary>
    public static uint At(in RandomKey key, long position)
    {
        var place = (int)(position % Length);
        var counter = unchecked(((ulong)position / Length * Counters) + (ulong)(place % Counters));
        var x0 = new ScalarWord((uint)counter);
        var x1 = new ScalarWord((uint)(counter >> 32));
        var x2 = new ScalarWord(0);
        var x3 = new ScalarWord((uint)RandomPurpose.Bits);
        Threefry.Encrypt(key.Word0, key.Word1, key.Word2, key.Word3, ref x0, ref x1, ref x2, ref x3);
        return (place / Counters) switch
        {
            0 => x0.Value,
            1 => x1.Value,
            2 => x2.Value,
            _ => x3.Value,
        };
    }
}

/// <summary>The last word of a counter: keeps the streams of one key for different purposes apart.</summary>
internal enum RandomPurpose
{
    Bits = 0,
    Fold = 1,
    Split = 2,
}
