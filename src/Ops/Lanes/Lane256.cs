using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pullback.Ops.Kernels;

/// <summary>A vector of 256 bits.</summary>
/// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// The hardware widths differ in nothing but their number, so only one of them is written down; <c>Lanes.targets</c> derives the
/// others from it when the project is built, by replacing the number.
/// </remarks>
public readonly struct Lane256<T> : ILane<Lane256<T>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Vector256<T> vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lane256(Vector256<T> vector) => this.vector = vector;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256<T>.Count;
    }

    /// <inheritdoc/>
    public static bool IsDouble
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.SizeOf<T>() == sizeof(double);
    }

    /// <inheritdoc/>
    public static Lane256<T> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256<T>.Zero);
    }

    /// <inheritdoc/>
    public static Lane256<T> One
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256<T>.One);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Constant(double value) =>
        Unsafe.SizeOf<T>() == sizeof(double)
            ? Unsafe.BitCast<Vector256<double>, Lane256<T>>(Vector256.Create(value))
            : Unsafe.BitCast<Vector256<float>, Lane256<T>>(Vector256.Create((float)value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> ConstantBits(long bits) =>
        IsDouble ? new(Vector256.Create(bits).As<long, T>()) : new(Vector256.Create((int)bits).As<int, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Broadcast(T value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Load(ref readonly T source, nuint index) => new(Vector256.LoadUnsafe(in source, index));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lane256<T> value, ref T destination, nuint index) =>
        value.vector.StoreUnsafe(ref destination, index);

    /// <inheritdoc/>
    public static Lane256<T> LoadPartial(ReadOnlySpan<T> source)
    {
        LaneThrow.IfLongerThan(source.Length, Count);
        Vector256<T> padded = default;
        source.CopyTo(Elements(ref padded));
        return new(padded);
    }

    /// <inheritdoc/>
    public static void StorePartial(Lane256<T> value, Span<T> destination)
    {
        LaneThrow.IfLongerThan(destination.Length, Count);
        Vector256<T> whole = value.vector;
        Elements(ref whole)[..destination.Length].CopyTo(destination);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T GetElement(Lane256<T> value, int index) => value.vector.GetElement(index);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator +(Lane256<T> left, Lane256<T> right) => new(left.vector + right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator -(Lane256<T> left, Lane256<T> right) => new(left.vector - right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator *(Lane256<T> left, Lane256<T> right) => new(left.vector * right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator /(Lane256<T> left, Lane256<T> right) => new(left.vector / right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator -(Lane256<T> value) => new(-value.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> LessThan(Lane256<T> left, Lane256<T> right) => new(Vector256.LessThan(left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> LessThanOrEqual(Lane256<T> left, Lane256<T> right) =>
        new(Vector256.LessThanOrEqual(left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> GreaterThan(Lane256<T> left, Lane256<T> right) =>
        new(Vector256.GreaterThan(left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> GreaterThanOrEqual(Lane256<T> left, Lane256<T> right) =>
        new(Vector256.GreaterThanOrEqual(left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Equal(Lane256<T> left, Lane256<T> right) => new(Vector256.Equals(left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> NotEqual(Lane256<T> left, Lane256<T> right) => new(~Vector256.Equals(left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Select(Lane256<T> mask, Lane256<T> ifTrue, Lane256<T> ifFalse) =>
        new(Vector256.ConditionalSelect(mask.vector, ifTrue.vector, ifFalse.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Lane256<T> mask) => mask.vector.AsInt32() != Vector256<int>.Zero;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> And(Lane256<T> left, Lane256<T> right) => new(left.vector & right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Or(Lane256<T> left, Lane256<T> right) => new(left.vector | right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Xor(Lane256<T> left, Lane256<T> right) => new(left.vector ^ right.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> AndNot(Lane256<T> left, Lane256<T> right) => new(Vector256.AndNot(left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Not(Lane256<T> value) => new(~value.vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> FusedMultiplyAdd(Lane256<T> left, Lane256<T> right, Lane256<T> addend) =>
        Unsafe.SizeOf<T>() == sizeof(double)
            ? Unsafe.BitCast<Vector256<double>, Lane256<T>>(
                Vector256.FusedMultiplyAdd(
                    Unsafe.BitCast<Lane256<T>, Vector256<double>>(left),
                    Unsafe.BitCast<Lane256<T>, Vector256<double>>(right),
                    Unsafe.BitCast<Lane256<T>, Vector256<double>>(addend)
                )
            )
            : Unsafe.BitCast<Vector256<float>, Lane256<T>>(
                Vector256.FusedMultiplyAdd(
                    Unsafe.BitCast<Lane256<T>, Vector256<float>>(left),
                    Unsafe.BitCast<Lane256<T>, Vector256<float>>(right),
                    Unsafe.BitCast<Lane256<T>, Vector256<float>>(addend)
                )
            );

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> MultiplyAdd(Lane256<T> left, Lane256<T> right, Lane256<T> addend) =>
        Unsafe.SizeOf<T>() == sizeof(double)
            ? Unsafe.BitCast<Vector256<double>, Lane256<T>>(
                Vector256.MultiplyAddEstimate(
                    Unsafe.BitCast<Lane256<T>, Vector256<double>>(left),
                    Unsafe.BitCast<Lane256<T>, Vector256<double>>(right),
                    Unsafe.BitCast<Lane256<T>, Vector256<double>>(addend)
                )
            )
            : Unsafe.BitCast<Vector256<float>, Lane256<T>>(
                Vector256.MultiplyAddEstimate(
                    Unsafe.BitCast<Lane256<T>, Vector256<float>>(left),
                    Unsafe.BitCast<Lane256<T>, Vector256<float>>(right),
                    Unsafe.BitCast<Lane256<T>, Vector256<float>>(addend)
                )
            );

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> MultiplyAddConstant(Lane256<T> left, Lane256<T> right, double addend) =>
        Unsafe.SizeOf<T>() == sizeof(double)
            ? Unsafe.BitCast<Vector256<double>, Lane256<T>>(
                Vector256.MultiplyAddEstimate(
                    Unsafe.BitCast<Lane256<T>, Vector256<double>>(left),
                    Unsafe.BitCast<Lane256<T>, Vector256<double>>(right),
                    Vector256.Create(addend)
                )
            )
            : Unsafe.BitCast<Vector256<float>, Lane256<T>>(
                Vector256.MultiplyAddEstimate(
                    Unsafe.BitCast<Lane256<T>, Vector256<float>>(left),
                    Unsafe.BitCast<Lane256<T>, Vector256<float>>(right),
                    Vector256.Create((float)addend)
                )
            );

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Sqrt(Lane256<T> value) => new(Vector256.Sqrt(value.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Abs(Lane256<T> value) => new(Vector256.Abs(value.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Min(Lane256<T> left, Lane256<T> right) => new(Vector256.Min(left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Max(Lane256<T> left, Lane256<T> right) => new(Vector256.Max(left.vector, right.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Clamp(Lane256<T> value, Lane256<T> minimum, Lane256<T> maximum) =>
        Select(LessThan(value, minimum), minimum, Select(GreaterThan(value, maximum), maximum, value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> CopySign(Lane256<T> magnitude, Lane256<T> sign) =>
        new(Vector256.ConditionalSelect(Constant(-0.0).vector, sign.vector, magnitude.vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Floor(Lane256<T> value) =>
        Unsafe.SizeOf<T>() == sizeof(double)
            ? Unsafe.BitCast<Vector256<double>, Lane256<T>>(Vector256.Floor(Unsafe.BitCast<Lane256<T>, Vector256<double>>(value)))
            : Unsafe.BitCast<Vector256<float>, Lane256<T>>(Vector256.Floor(Unsafe.BitCast<Lane256<T>, Vector256<float>>(value)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Ceiling(Lane256<T> value) =>
        Unsafe.SizeOf<T>() == sizeof(double)
            ? Unsafe.BitCast<Vector256<double>, Lane256<T>>(
                Vector256.Ceiling(Unsafe.BitCast<Lane256<T>, Vector256<double>>(value))
            )
            : Unsafe.BitCast<Vector256<float>, Lane256<T>>(
                Vector256.Ceiling(Unsafe.BitCast<Lane256<T>, Vector256<float>>(value))
            );

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Round(Lane256<T> value) =>
        Unsafe.SizeOf<T>() == sizeof(double)
            ? Unsafe.BitCast<Vector256<double>, Lane256<T>>(Vector256.Round(Unsafe.BitCast<Lane256<T>, Vector256<double>>(value)))
            : Unsafe.BitCast<Vector256<float>, Lane256<T>>(Vector256.Round(Unsafe.BitCast<Lane256<T>, Vector256<float>>(value)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Truncate(Lane256<T> value) =>
        Unsafe.SizeOf<T>() == sizeof(double)
            ? Unsafe.BitCast<Vector256<double>, Lane256<T>>(
                Vector256.Truncate(Unsafe.BitCast<Lane256<T>, Vector256<double>>(value))
            )
            : Unsafe.BitCast<Vector256<float>, Lane256<T>>(
                Vector256.Truncate(Unsafe.BitCast<Lane256<T>, Vector256<float>>(value))
            );

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> AddBits(Lane256<T> left, Lane256<T> right) =>
        Unsafe.SizeOf<T>() == sizeof(double)
            ? Unsafe.BitCast<Vector256<long>, Lane256<T>>(
                Unsafe.BitCast<Lane256<T>, Vector256<long>>(left) + Unsafe.BitCast<Lane256<T>, Vector256<long>>(right)
            )
            : Unsafe.BitCast<Vector256<int>, Lane256<T>>(
                Unsafe.BitCast<Lane256<T>, Vector256<int>>(left) + Unsafe.BitCast<Lane256<T>, Vector256<int>>(right)
            );

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> SubtractBits(Lane256<T> left, Lane256<T> right) =>
        Unsafe.SizeOf<T>() == sizeof(double)
            ? Unsafe.BitCast<Vector256<long>, Lane256<T>>(
                Unsafe.BitCast<Lane256<T>, Vector256<long>>(left) - Unsafe.BitCast<Lane256<T>, Vector256<long>>(right)
            )
            : Unsafe.BitCast<Vector256<int>, Lane256<T>>(
                Unsafe.BitCast<Lane256<T>, Vector256<int>>(left) - Unsafe.BitCast<Lane256<T>, Vector256<int>>(right)
            );

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> ShiftLeft(Lane256<T> value, int count) =>
        Unsafe.SizeOf<T>() == sizeof(double)
            ? Unsafe.BitCast<Vector256<long>, Lane256<T>>(Unsafe.BitCast<Lane256<T>, Vector256<long>>(value) << count)
            : Unsafe.BitCast<Vector256<int>, Lane256<T>>(Unsafe.BitCast<Lane256<T>, Vector256<int>>(value) << count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> ShiftRight(Lane256<T> value, int count) =>
        Unsafe.SizeOf<T>() == sizeof(double)
            ? Unsafe.BitCast<Vector256<long>, Lane256<T>>(Unsafe.BitCast<Lane256<T>, Vector256<long>>(value) >>> count)
            : Unsafe.BitCast<Vector256<int>, Lane256<T>>(Unsafe.BitCast<Lane256<T>, Vector256<int>>(value) >>> count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Lane256<T> MapElements<TFunction>(Lane256<T> value)
        where TFunction : struct, IScalarFunction
    {
        Vector256<T> mapped = value.vector;
        foreach (ref T element in Elements(ref mapped))
        {
            element = T.CreateTruncating(TFunction.Invoke(double.CreateTruncating(element)));
        }
        return new(mapped);
    }

    /// <summary>The elements, for people to read: <c>&lt;1, 2, 3, 4&gt;</c>.</summary>
    public override string ToString() => vector.ToString();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Span<T> Elements(ref Vector256<T> vector) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<Vector256<T>, T>(ref vector), Vector256<T>.Count);
}
