using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Pullback.Ops.Kernels;

namespace Pullback.Ops;

/// <summary>
/// A read-only view of one tensor: its name, shape and elements in row-major order. It shares the buffer of the set that it comes from,
/// and dies with it when that is donated.
/// </summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly struct TensorView<T> : IEquatable<TensorView<T>>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly TensorStorage<T>? storage;
    private readonly string? name;
    private readonly Shape? shape;
    private readonly int offset;

    internal TensorView(TensorStorage<T> storage, string name, Shape shape, int offset)
    {
        this.storage = storage;
        this.name = name;
        this.shape = shape;
        this.offset = offset;
    }

    /// <summary>The tensor's name in its set.</summary>
    public string Name => name ?? "";

    /// <summary>The tensor's shape.</summary>
    public Shape Shape => shape ?? throw Unset();

    /// <summary>The number of elements.</summary>
    public int Length => Shape.ElementCount;

    /// <summary>
    /// The elements, row-major. The set's life is checked when the span is taken; using it after a later donation is the caller's risk.
    /// </summary>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public ReadOnlySpan<T> Span
    {
        get
        {
            var alive = Storage;
            alive.CheckAlive();
            return alive.Span.Slice(offset, Length);
        }
    }

    private TensorStorage<T> Storage => storage ?? throw Unset();

    /// <summary>An element of a tensor of rank 1.</summary>
    /// <param name="index">The index.</param>
    /// <exception cref="ArgumentException">The tensor has another rank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public T this[int index] => At([index]);

    /// <summary>An element of a matrix.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    /// <exception cref="ArgumentException">The tensor has another rank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public T this[int row, int column] => At([row, column]);

    /// <summary>An element of a tensor of any rank.</summary>
    /// <param name="indices">One index for each dimension, outermost first.</param>
    /// <exception cref="ArgumentException">The number of indices is not the rank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public T this[params int[] indices] => At(indices);

    /// <summary>Some leading rows of the tensor, or some of those in the middle: a view that shares the buffer.</summary>
    /// <param name="start">The first index of the outermost dimension.</param>
    /// <param name="count">How many of them.</param>
    /// <returns>A view with the outermost extent replaced by <paramref name="count"/>.</returns>
    /// <exception cref="InvalidOperationException">The tensor is a scalar, or the set was donated.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The tensor has no such rows.</exception>
    public TensorView<T> Rows(int start, int count)
    {
        Storage.CheckAlive();
        if (Shape.Rank == 0)
        {
            throw new InvalidOperationException($"Tensor '{Name}' is a scalar and has no rows.");
        }

        if (start < 0 || count < 0 || start > Shape[0] - count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(start),
                $"Tensor '{Name}' has {Text.Of(Shape[0])} rows; rows {Text.Of(start)} to {Text.Of((long)start + count)} are not among them."
            );
        }

        var rowLength = Shape[0] == 0 ? 0 : Length / Shape[0];
        var extents = Shape.ToArray();
        extents[0] = count;
        return new(Storage, Name, new Shape(extents), offset + (start * rowLength));
    }

    /// <summary>The same elements in another shape: a view that shares the buffer.</summary>
    /// <param name="other">A shape with as many elements.</param>
    /// <returns>The reshaped view.</returns>
    /// <exception cref="ArgumentException">The number of elements differs.</exception>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public TensorView<T> Reshape(Shape other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Storage.CheckAlive();
        return other.ElementCount == Length
            ? new(Storage, Name, other, offset)
            : throw new ArgumentException(
                $"Tensor '{Name}' of shape {Shape} has {Text.Of(Length)} elements; {other} has {Text.Of(other.ElementCount)}.",
                nameof(other)
            );
    }

    /// <summary>The view as a span of System.Numerics.Tensors, without copying; the risk is that of <see cref="Span"/>.</summary>
    /// <returns>A dense, row-major span.</returns>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public ReadOnlyTensorSpan<T> AsTensorSpan() => new(Span, Lengths());

    /// <summary>A copy of the elements, row-major.</summary>
    /// <returns>A new array.</returns>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public T[] ToArray()
    {
        var copy = Span.ToArray();
        Storage.CheckAlive();
        return copy;
    }

    /// <summary>A copy of the elements as a tensor of System.Numerics.Tensors.</summary>
    /// <returns>A tensor that shares nothing with the set.</returns>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public Tensor<T> ToTensor() => Tensor.Create(ToArray(), Lengths());

    /// <summary>Copies the elements, row-major.</summary>
    /// <param name="destination">As many elements as the tensor has.</param>
    /// <exception cref="ArgumentException">The length differs.</exception>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public void CopyTo(T[] destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        CopyTo(destination.AsSpan());
    }

    /// <inheritdoc cref="CopyTo(T[])"/>
    public void CopyTo(Span<T> destination)
    {
        Throw.IfLengthDiffers(destination.Length, Length, nameof(destination));
        Span.CopyTo(destination);
        Storage.CheckAlive();
    }

    /// <summary>Whether name, shape and every bit of the elements are the same: NaN payloads count, and 0 is not −0.</summary>
    /// <param name="other">The other view.</param>
    /// <returns>Whether they are equal.</returns>
    /// <exception cref="InvalidOperationException">Either set was donated.</exception>
    public bool Equals(TensorView<T> other)
    {
        if (storage is null || other.storage is null)
        {
            return storage is null && other.storage is null;
        }

        var equal =
            string.Equals(Name, other.Name, StringComparison.Ordinal)
            && Shape.Equals(other.Shape)
            && MemoryMarshal.AsBytes(Span).SequenceEqual(MemoryMarshal.AsBytes(other.Span));
        storage.CheckAlive();
        other.storage.CheckAlive();
        return equal;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TensorView<T> other && Equals(other);

    /// <summary>The hash of name and shape: a hash of the values would have to read them all.</summary>
    /// <returns>The hash.</returns>
    public override int GetHashCode() =>
        StableHash.Finish(StableHash.Add(StableHash.Add(StableHash.Start, Name), shape?.GetHashCode() ?? 0));

    /// <summary>Name, shape and the first elements; of a donated set, to what it was donated. Never throws.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        if (storage is null)
        {
            return "no tensor";
        }

        var text = $"{Name} {Shape} {TensorTable.Sample<T>(storage.Span.Slice(offset, Length))}";
        return storage.DonatedTo is { } claimedBy ? TensorStorage<T>.Epitaph(claimedBy) : text;
    }

    /// <summary>Whether two views have the same name, shape and bits.</summary>
    /// <param name="left">One view.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are equal.</returns>
    public static bool operator ==(TensorView<T> left, TensorView<T> right) => left.Equals(right);

    /// <summary>Whether two views differ in name, shape or any bit.</summary>
    /// <param name="left">One view.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(TensorView<T> left, TensorView<T> right) => !left.Equals(right);

    private static InvalidOperationException Unset() => new("This view is default(TensorView<T>) and belongs to no tensor.");

    private T At(ReadOnlySpan<int> indices)
    {
        if (indices.Length != Shape.Rank)
        {
            throw new ArgumentException(
                $"Tensor '{Name}' of shape {Shape} takes {Text.Of(Shape.Rank)} indices, got {Text.Of(indices.Length)}.",
                nameof(indices)
            );
        }

        var position = 0;
        for (var dimension = 0; dimension < indices.Length; dimension++)
        {
            if ((uint)indices[dimension] >= (uint)Shape[dimension])
            {
                throw new ArgumentOutOfRangeException(
                    nameof(indices),
                    $"Tensor '{Name}' of shape {Shape} has no index {Text.Of(indices[dimension])} in dimension {Text.Of(dimension)}."
                );
            }

            position = (position * Shape[dimension]) + indices[dimension];
        }

        var value = Span[position];
        Storage.CheckAlive();
        return value;
    }

    private nint[] Lengths() => [.. Shape.Select(extent => (nint)extent)];
}
