using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pullback.Ops;

/// <summary>
/// An immutable, ordered set of named tensors that share one contiguous buffer: parameters, gradients, updates, moments. It is a vector
/// space (<c>+</c>, <c>-</c>, multiplication by a number, <see cref="Dot"/>, norms), and a value: equal when layout and bits are.
/// </summary>
/// <remarks>
/// The one exception to immutability is donation: a step that is told <c>donate: true</c> may reuse the buffer. The set and its views then
/// are dead: <see cref="ToString"/> says to what they were donated, and any other use throws <see cref="InvalidOperationException"/> saying
/// the same. Life is checked when a function starts and when it ends, so that a donation on another thread gives an exception, and never
/// a mixture of old and new values. <see cref="Copy"/> keeps a snapshot.
/// </remarks>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed partial class TensorSet<T> : IEquatable<TensorSet<T>>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly TensorLayout layout;
    private readonly TensorStorage<T> storage;

    internal TensorSet(TensorLayout layout, TensorStorage<T> storage)
    {
        this.layout = layout;
        this.storage = storage;
    }

    /// <summary>Names, shapes and offsets.</summary>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public TensorLayout Layout
    {
        get
        {
            CheckAlive();
            return layout;
        }
    }

    /// <summary>Whether the buffer was donated, so that this set can't be used any more.</summary>
    public bool IsDonated => storage.DonatedTo is not null;

    /// <summary>
    /// The whole buffer, padding (zeros) included. Life is checked when the span is taken; using it after a later donation is the caller's
    /// risk: call <see cref="CheckAlive"/> after the last read.
    /// </summary>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public ReadOnlySpan<T> Span
    {
        get
        {
            CheckAlive();
            return storage.Span;
        }
    }

    /// <summary>The tensors in order, as views.</summary>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public IEnumerable<TensorView<T>> Tensors => Enumerable.Range(0, Layout.Slots.Count).Select(index => this[index]);

    internal TensorStorage<T> Storage => storage;

    /// <summary>The tensor called <paramref name="name"/>.</summary>
    /// <param name="name">The name; case matters.</param>
    /// <exception cref="ArgumentException">There is no such tensor; the message says which there are.</exception>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public TensorView<T> this[string name] => this[Layout.IndexOf(name)];

    /// <summary>The tensor with an index.</summary>
    /// <param name="slot">The index in <see cref="TensorLayout.Slots"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such tensor.</exception>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public TensorView<T> this[int slot]
    {
        get
        {
            var place = SlotAt(slot);
            return new(storage, place.Name, place.Shape, place.Offset);
        }
    }

    /// <summary>The elements of one tensor without its padding, for kernels; the risk is that of <see cref="Span"/>.</summary>
    /// <param name="slot">The index in <see cref="TensorLayout.Slots"/>.</param>
    /// <returns>The elements, row-major.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such tensor.</exception>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public ReadOnlySpan<T> Slot(int slot)
    {
        var place = SlotAt(slot);
        return storage.Span.Slice(place.Offset, place.Length);
    }

    /// <summary>Throws when the buffer was donated. Kernels call it before they read and again when they have read everything.</summary>
    /// <exception cref="InvalidOperationException">The set was donated; the message says to what.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CheckAlive() => storage.CheckAlive();

    /// <summary>A snapshot with a buffer of its own, which no donation of this set touches.</summary>
    /// <returns>An equal set.</returns>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public TensorSet<T> Copy() => TensorBuffer<T>.CopyOf(this).Freeze();

    /// <summary>Whether layout and every bit of the elements are the same: NaN payloads count, and 0 is not −0.</summary>
    /// <param name="other">The other set.</param>
    /// <returns>Whether they are equal.</returns>
    /// <exception cref="InvalidOperationException">Either set was donated.</exception>
    public bool Equals(TensorSet<T>? other)
    {
        CheckAlive();
        if (other is null)
        {
            return false;
        }

        var equal = other.Layout.Equals(layout);
        for (var slot = 0; equal && slot < layout.Slots.Count; slot++)
        {
            equal = MemoryMarshal.AsBytes(Slot(slot)).SequenceEqual(MemoryMarshal.AsBytes(other.Slot(slot)));
        }

        CheckAlive();
        other.CheckAlive();
        return equal;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj)
    {
        CheckAlive();
        return Equals(obj as TensorSet<T>);
    }

    /// <summary>The layout's hash: a hash of the values would have to read them all. It is defined for donated sets too.</summary>
    /// <returns>The hash.</returns>
    public override int GetHashCode() => layout.GetHashCode();

    /// <summary>
    /// A summary: number of tensors and elements, then name, shape and first elements of each of the first twenty. Of a donated set: to what
    /// it was donated. Never throws.
    /// </summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        var text = TensorTable.Describe(
            $"TensorSet<{ElementType.Name<T>()}>",
            layout,
            slot => TensorTable.Sample<T>(storage.Span.Slice(slot.Offset, slot.Length))
        );
        return storage.DonatedTo is { } claimedBy ? TensorStorage<T>.Epitaph(claimedBy) : text;
    }

    /// <summary>Whether two sets have the same layout and bits.</summary>
    /// <param name="left">One set.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are equal.</returns>
    public static bool operator ==(TensorSet<T>? left, TensorSet<T>? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two sets differ in layout or any bit.</summary>
    /// <param name="left">One set.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(TensorSet<T>? left, TensorSet<T>? right) => !(left == right);

    private TensorSlot SlotAt(int slot)
    {
        CheckAlive();
        return (uint)slot < (uint)layout.Slots.Count
            ? layout.Slots[slot]
            : throw new ArgumentOutOfRangeException(
                nameof(slot),
                $"There is no tensor {Text.Of(slot)}; the set has {Text.Of(layout.Slots.Count)} tensors."
            );
    }
}
