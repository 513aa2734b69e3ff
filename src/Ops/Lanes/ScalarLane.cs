using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pullback.Ops.Kernels;

/// <summary>A vector of one element: the software fallback, and the lane of scalar code.</summary>
/// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly struct ScalarLane<T> : ILane<ScalarLane<T>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T element;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ScalarLane(T element) => this.element = element;

    /// <inheritdoc/>
    public static int Count => 1;

    /// <inheritdoc/>
    public static bool IsDouble
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.SizeOf<T>() == sizeof(double);
    }

    /// <inheritdoc/>
    public static ScalarLane<T> Zero => new(T.Zero);

    /// <inheritdoc/>
    public static ScalarLane<T> One => new(T.One);

    private static ScalarLane<T> True => FromBits(-1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> Constant(double value) => new(FromDouble(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> ConstantBits(long bits) => FromBits(bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> Broadcast(T value) => new(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> Load(ref readonly T source, nuint index) => new(Unsafe.Add(ref Unsafe.AsRef(in source), index));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ScalarLane<T> value, ref T destination, nuint index) =>
        Unsafe.Add(ref destination, index) = value.element;

    /// <inheritdoc/>
    public static ScalarLane<T> LoadPartial(ReadOnlySpan<T> source)
    {
        LaneThrow.IfLongerThan(source.Length, Count);
        return source.IsEmpty ? Zero : new(source[0]);
    }

    /// <inheritdoc/>
    public static void StorePartial(ScalarLane<T> value, Span<T> destination)
    {
        LaneThrow.IfLongerThan(destination.Length, Count);
        if (!destination.IsEmpty)
        {
            destination[0] = value.element;
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T GetElement(ScalarLane<T> value, int index) =>
        index == 0 ? value.element : throw new ArgumentOutOfRangeException(nameof(index));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> operator +(ScalarLane<T> left, ScalarLane<T> right) => new(left.element + right.element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> operator -(ScalarLane<T> left, ScalarLane<T> right) => new(left.element - right.element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> operator *(ScalarLane<T> left, ScalarLane<T> right) => new(left.element * right.element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> operator /(ScalarLane<T> left, ScalarLane<T> right) => new(left.element / right.element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> operator -(ScalarLane<T> value) => new(-value.element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> LessThan(ScalarLane<T> left, ScalarLane<T> right) => left.element < right.element ? True : Zero;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> LessThanOrEqual(ScalarLane<T> left, ScalarLane<T> right) =>
        left.element <= right.element ? True : Zero;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> GreaterThan(ScalarLane<T> left, ScalarLane<T> right) =>
        left.element > right.element ? True : Zero;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> GreaterThanOrEqual(ScalarLane<T> left, ScalarLane<T> right) =>
        left.element >= right.element ? True : Zero;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> Equal(ScalarLane<T> left, ScalarLane<T> right) => left.element == right.element ? True : Zero;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> NotEqual(ScalarLane<T> left, ScalarLane<T> right) => left.element != right.element ? True : Zero;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> Select(ScalarLane<T> mask, ScalarLane<T> ifTrue, ScalarLane<T> ifFalse) =>
        FromBits((Bits(mask) & Bits(ifTrue)) | (~Bits(mask) & Bits(ifFalse)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(ScalarLane<T> mask) => Bits(mask) != 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> And(ScalarLane<T> left, ScalarLane<T> right) => FromBits(Bits(left) & Bits(right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> Or(ScalarLane<T> left, ScalarLane<T> right) => FromBits(Bits(left) | Bits(right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> Xor(ScalarLane<T> left, ScalarLane<T> right) => FromBits(Bits(left) ^ Bits(right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> AndNot(ScalarLane<T> left, ScalarLane<T> right) => FromBits(Bits(left) & ~Bits(right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> Not(ScalarLane<T> value) => FromBits(~Bits(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> FusedMultiplyAdd(ScalarLane<T> left, ScalarLane<T> right, ScalarLane<T> addend) =>
        new(T.FusedMultiplyAdd(left.element, right.element, addend.element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> MultiplyAdd(ScalarLane<T> left, ScalarLane<T> right, ScalarLane<T> addend) =>
        Lanes.HasFusedMultiplyAdd ? FusedMultiplyAdd(left, right, addend) : new((left.element * right.element) + addend.element);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> MultiplyAddConstant(ScalarLane<T> left, ScalarLane<T> right, double addend) =>
        MultiplyAdd(left, right, Constant(addend));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> Sqrt(ScalarLane<T> value) => new(T.Sqrt(value.element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> Abs(ScalarLane<T> value) => new(T.Abs(value.element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> Min(ScalarLane<T> left, ScalarLane<T> right) => new(T.Min(left.element, right.element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> Max(ScalarLane<T> left, ScalarLane<T> right) => new(T.Max(left.element, right.element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> Clamp(ScalarLane<T> value, ScalarLane<T> minimum, ScalarLane<T> maximum) =>
        value.element < minimum.element ? minimum : (value.element > maximum.element ? maximum : value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> CopySign(ScalarLane<T> magnitude, ScalarLane<T> sign) =>
        new(T.CopySign(magnitude.element, sign.element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> Floor(ScalarLane<T> value) => new(T.Floor(value.element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> Ceiling(ScalarLane<T> value) => new(T.Ceiling(value.element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> Round(ScalarLane<T> value) => new(T.Round(value.element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> Truncate(ScalarLane<T> value) => new(T.Truncate(value.element));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> AddBits(ScalarLane<T> left, ScalarLane<T> right) => FromBits(Bits(left) + Bits(right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> SubtractBits(ScalarLane<T> left, ScalarLane<T> right) => FromBits(Bits(left) - Bits(right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> ShiftLeft(ScalarLane<T> value, int count) => FromBits(Bits(value) << count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane<T> ShiftRight(ScalarLane<T> value, int count) =>
        IsDouble ? FromBits(Bits(value) >>> count) : FromBits((uint)Bits(value) >>> count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ScalarLane<T> MapElements<TFunction>(ScalarLane<T> value)
        where TFunction : struct, IScalarFunction => new(FromDouble(TFunction.Invoke(double.CreateTruncating(value.element))));

    /// <summary>The element, for people to read.</summary>
    public override string ToString() => $"<{element}>";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T FromDouble(double value) =>
        IsDouble ? Unsafe.BitCast<double, T>(value) : Unsafe.BitCast<float, T>((float)value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Bits(ScalarLane<T> value) =>
        IsDouble ? Unsafe.BitCast<T, long>(value.element) : Unsafe.BitCast<T, int>(value.element);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ScalarLane<T> FromBits(long bits) =>
        new(IsDouble ? Unsafe.BitCast<long, T>(bits) : Unsafe.BitCast<int, T>((int)bits));
}
