using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Pullback.Ops;

/// <summary>
/// The Threefry-4×32 block function with 20 rounds: 128 bits of key and 128 bits of counter in, 128 bits that look random out. It needs
/// additions, rotations and exclusive ors only, so that a vector of counters goes through the same code as one.
/// </summary>
/// <remarks>
/// Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11, 2011. It passes
/// BigCrush; its authors' known answers are among the tests.
/// </remarks>
internal static class Threefry
{
    private const uint Parity = 0x1BD11BDA;

    /// <summary>Encrypts counters in place: four words each, word j of all counters in one vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Encrypt<TWord>(
        uint key0,
        uint key1,
        uint key2,
        uint key3,
        ref TWord x0,
        ref TWord x1,
        ref TWord x2,
        ref TWord x3
    )
        where TWord : struct, IThreefryWord<TWord>
    {
        var key4 = Parity ^ key0 ^ key1 ^ key2 ^ key3;
        x0 = TWord.AddKey(x0, key0);
        x1 = TWord.AddKey(x1, key1);
        x2 = TWord.AddKey(x2, key2);
        x3 = TWord.AddKey(x3, key3);
        EvenRounds(ref x0, ref x1, ref x2, ref x3);
        Inject(1, key1, key2, key3, key4, ref x0, ref x1, ref x2, ref x3);
        OddRounds(ref x0, ref x1, ref x2, ref x3);
        Inject(2, key2, key3, key4, key0, ref x0, ref x1, ref x2, ref x3);
        EvenRounds(ref x0, ref x1, ref x2, ref x3);
        Inject(3, key3, key4, key0, key1, ref x0, ref x1, ref x2, ref x3);
        OddRounds(ref x0, ref x1, ref x2, ref x3);
        Inject(4, key4, key0, key1, key2, ref x0, ref x1, ref x2, ref x3);
        EvenRounds(ref x0, ref x1, ref x2, ref x3);
        Inject(5, key0, key1, key2, key3, ref x0, ref x1, ref x2, ref x3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EvenRounds<TWord>(ref TWord x0, ref TWord x1, ref TWord x2, ref TWord x3)
        where TWord : struct, IThreefryWord<TWord>
    {
        Mix(ref x0, ref x1, 10);
        Mix(ref x2, ref x3, 26);
        Mix(ref x0, ref x3, 11);
        Mix(ref x2, ref x1, 21);
        Mix(ref x0, ref x1, 13);
        Mix(ref x2, ref x3, 27);
        Mix(ref x0, ref x3, 23);
        Mix(ref x2, ref x1, 5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OddRounds<TWord>(ref TWord x0, ref TWord x1, ref TWord x2, ref TWord x3)
        where TWord : struct, IThreefryWord<TWord>
    {
        Mix(ref x0, ref x1, 6);
        Mix(ref x2, ref x3, 20);
        Mix(ref x0, ref x3, 17);
        Mix(ref x2, ref x1, 11);
        Mix(ref x0, ref x1, 25);
        Mix(ref x2, ref x3, 10);
        Mix(ref x0, ref x3, 18);
        Mix(ref x2, ref x1, 20);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Inject<TWord>(
        uint group,
        uint first,
        uint second,
        uint third,
        uint fourth,
        ref TWord x0,
        ref TWord x1,
        ref TWord x2,
        ref TWord x3
    )
        where TWord : struct, IThreefryWord<TWord>
    {
        x0 = TWord.AddKey(x0, first);
        x1 = TWord.AddKey(x1, second);
        x2 = TWord.AddKey(x2, third);
        x3 = TWord.AddKey(x3, unchecked(fourth + group));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix<TWord>(ref TWord sum, ref TWord other, [ConstantExpected] int rotation)
        where TWord : struct, IThreefryWord<TWord>
    {
        sum = TWord.Add(sum, other);
        other = TWord.Xor(TWord.RotateLeft(other, rotation), sum);
    }
}
