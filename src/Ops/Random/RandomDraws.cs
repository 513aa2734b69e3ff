using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pullback.Ops;

internal readonly struct BitsDraw : IRandomDraw<uint>
{
    public static int Count => RandomBlock.Length;

    public static void Convert(ReadOnlySpan<uint> words, Span<uint> elements) => words.CopyTo(elements);
}

/// <summary>The upper 24 bits of a word, as many as a float holds exactly, times 2⁻²⁴.</summary>
internal readonly struct UniformSingleDraw<T> : IRandomDraw<T>
    where T : unmanaged
{
    private const float Unit = 1f / (1 << 24);

    public static int Count => RandomBlock.Length;

    public static void Convert(ReadOnlySpan<uint> words, Span<T> elements)
    {
        ref var source = ref MemoryMarshal.GetReference(words[..Count]);
        ref var destination = ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(elements[..Count]));
        for (nuint index = 0; index < RandomBlock.Length; index += (nuint)Vector256<uint>.Count)
        {
            var bits = Vector256.LoadUnsafe(ref source, index) >>> 8;
            (Vector256.ConvertToSingle(bits.AsInt32()) * Unit).StoreUnsafe(ref destination, index);
        }
    }
}

/// <summary>
/// The upper 53 bits of two words, as many as a double holds exactly, times 2⁻⁵³. Element j of the first sixteen takes words j and 16 + j of
/// its block, the others 16 + j and 32 + j.
/// </summary>
internal readonly struct UniformDoubleDraw<T> : IRandomDraw<T>
    where T : unmanaged
{
    public static int Count => RandomBlock.Length / 2;

    public static void Convert(ReadOnlySpan<uint> words, Span<T> elements) =>
        ExactWords.Pairs(words, 11, 0.0, MemoryMarshal.Cast<T, double>(elements[..Count]));
}

/// <summary>The normal quantile of (word + ½) · 2⁻³², in single precision.</summary>
internal readonly struct NormalSingleDraw<T> : IRandomDraw<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int Count => RandomBlock.Length;

    public static void Convert(ReadOnlySpan<uint> words, Span<T> elements) =>
        NormalQuantileSingle.OfBlock(words, MemoryMarshal.Cast<T, float>(elements[..Count]));
}

/// <summary>The normal quantile of (52 bits + ½) · 2⁻⁵², which a double holds exactly, on both sides of the middle.</summary>
internal readonly struct NormalDoubleDraw<T> : IRandomDraw<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const double HalfUnit = 1.0 / (1L << 53);

    public static int Count => RandomBlock.Length / 2;

    public static void Convert(ReadOnlySpan<uint> words, Span<T> elements)
    {
        var numbers = MemoryMarshal.Cast<T, double>(elements[..Count]);
        ExactWords.Pairs(words, 12, HalfUnit, numbers);
        NormalQuantile.Apply(numbers);
    }
}
