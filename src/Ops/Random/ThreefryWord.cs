using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pullback.Ops;

/// <summary>One 32-bit word of one counter, or of as many counters as a vector holds: the arithmetic modulo 2³² that Threefry needs.</summary>
internal interface IThreefryWord<TSelf>
    where TSelf : struct, IThreefryWord<TSelf>
{
    /// <summary>How many counters.</summary>
    static abstract int Count { get; }

    static abstract TSelf Constant(uint value);

    /// <summary>The value, the value + 1, …: the low words of consecutive counters.</summary>
    static abstract TSelf Sequence(uint first);

    static abstract TSelf Add(TSelf left, TSelf right);

    static abstract TSelf AddKey(TSelf left, uint key);

    static abstract TSelf Xor(TSelf left, TSelf right);

    static abstract TSelf RotateLeft(TSelf value, int bits);

    static abstract void Store(TSelf value, ref uint destination);
}

internal readonly struct ScalarWord(uint value) : IThreefryWord<ScalarWord>
{
    public uint Value { get; } = value;

    public static int Count => 1;

    public static ScalarWord Constant(uint value) => new(value);

    public static ScalarWord Sequence(uint first) => new(first);

    public static ScalarWord Add(ScalarWord left, ScalarWord right) => new(unchecked(left.Value + right.Value));

    public static ScalarWord AddKey(ScalarWord left, uint key) => new(unchecked(left.Value + key));

    public static ScalarWord Xor(ScalarWord left, ScalarWord right) => new(left.Value ^ right.Value);

    public static ScalarWord RotateLeft(ScalarWord value, int bits) => new(uint.RotateLeft(value.Value, bits));

    public static void Store(ScalarWord value, ref uint destination) => destination = value.Value;
}

internal readonly struct Word128(Vector128<uint> value) : IThreefryWord<Word128>
{
    private readonly Vector128<uint> value = value;

    public static int Count => Vector128<uint>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Word128 Constant(uint value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Word128 Sequence(uint first) => new(Vector128.CreateSequence(first, 1u));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Word128 Add(Word128 left, Word128 right) => new(left.value + right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Word128 AddKey(Word128 left, uint key) => new(left.value + Vector128.Create(key));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Word128 Xor(Word128 left, Word128 right) => new(left.value ^ right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Word128 RotateLeft(Word128 value, int bits) => new((value.value << bits) | (value.value >>> (32 - bits)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Word128 value, ref uint destination) => value.value.StoreUnsafe(ref destination);
}

internal readonly struct Word256(Vector256<uint> value) : IThreefryWord<Word256>
{
    private readonly Vector256<uint> value = value;

    public static int Count => Vector256<uint>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Word256 Constant(uint value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Word256 Sequence(uint first) => new(Vector256.CreateSequence(first, 1u));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Word256 Add(Word256 left, Word256 right) => new(left.value + right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Word256 AddKey(Word256 left, uint key) => new(left.value + Vector256.Create(key));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Word256 Xor(Word256 left, Word256 right) => new(left.value ^ right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Word256 RotateLeft(Word256 value, int bits) => new((value.value << bits) | (value.value >>> (32 - bits)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Word256 value, ref uint destination) => value.value.StoreUnsafe(ref destination);
}

internal readonly struct Word512(Vector512<uint> value) : IThreefryWord<Word512>
{
    private readonly Vector512<uint> value = value;

    public static int Count => Vector512<uint>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Word512 Constant(uint value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Word512 Sequence(uint first) => new(Vector512.CreateSequence(first, 1u));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Word512 Add(Word512 left, Word512 right) => new(left.value + right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Word512 AddKey(Word512 left, uint key) => new(left.value + Vector512.Create(key));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Word512 Xor(Word512 left, Word512 right) => new(left.value ^ right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Word512 RotateLeft(Word512 value, int bits) => new((value.value << bits) | (value.value >>> (32 - bits)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Word512 value, ref uint destination) => value.value.StoreUnsafe(ref destination);
}
