using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pullback.Ops;

/// <summary>Random words as numbers in the unit interval, without any rounding: so every vector width gives the same bits.</summary>
internal static class ExactWords
{
    /// <summary>The upper half of the bits of 2⁵² as a double: with 32 bits of a word below them, the number is 2⁵² + word.</summary>
    private const ulong ExponentBits = 0x4330000000000000;
    private const double TwoToThe52 = 1L << 52;

    /// <summary>
    /// Numbers from pairs of words: high · 2⁻³² + (low without its last bits) · 2⁻⁶⁴ + offset. Words 0 to 15 of a block are the high ones of
    /// words 16 to 31, and 32 to 47 of 48 to 63.
    /// </summary>
    public static void Pairs(ReadOnlySpan<uint> words, int dropped, double offset, Span<double> numbers)
    {
        const double HighUnit = 1.0 / (1L << 32);
        const double LowUnit = HighUnit * HighUnit;
        const int Run = 16;
        ref var source = ref MemoryMarshal.GetReference(words[..RandomBlock.Length]);
        ref var destination = ref MemoryMarshal.GetReference(numbers[..(RandomBlock.Length / 2)]);
        for (nuint index = 0; index < RandomBlock.Length / 2; index += (nuint)Vector256<uint>.Count)
        {
            var place = index + (index & Run);
            var (highLower, highUpper) = Widen(Vector256.LoadUnsafe(ref source, place));
            var (lowLower, lowUpper) = Widen((Vector256.LoadUnsafe(ref source, place + Run) >>> dropped) << dropped);
            var shift = Vector256.Create(offset);
            ((highLower * HighUnit) + (lowLower * LowUnit) + shift).StoreUnsafe(ref destination, index);
            ((highUpper * HighUnit) + (lowUpper * LowUnit) + shift).StoreUnsafe(
                ref destination,
                index + (nuint)Vector256<double>.Count
            );
        }
    }

    /// <summary>Words as doubles: the conversion that processors before AVX-512 lack, by way of the bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> Lower, Vector256<double> Upper) Widen(Vector256<uint> words)
    {
        var (lower, upper) = Vector256.Widen(words);
        var exponent = Vector256.Create(ExponentBits);
        return (
            (lower | exponent).AsDouble() - Vector256.Create(TwoToThe52),
            (upper | exponent).AsDouble() - Vector256.Create(TwoToThe52)
        );
    }
}
