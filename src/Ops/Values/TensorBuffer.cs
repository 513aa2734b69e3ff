using System.Numerics;
using Pullback.Ops.Kernels;

namespace Pullback.Ops;

/// <summary>
/// The writable side of a set of tensors, for kernels: memory that belongs to one writer, until <see cref="Freeze"/> makes it an immutable
/// <see cref="TensorSet{T}"/>. It comes from a fresh allocation, from a copy, or by <see cref="Claim"/> from a donated set.
/// </summary>
/// <remarks>A buffer is used by one thread of control at a time; the parts of a parallel job may write disjoint ranges of its span.</remarks>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class TensorBuffer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly TensorStorage<T>? donor;
    private TensorStorage<T>? storage;

    private TensorBuffer(TensorLayout layout, TensorStorage<T> storage, TensorStorage<T>? donor = null)
    {
        Layout = layout;
        this.storage = storage;
        this.donor = donor;
    }

    /// <summary>Names, shapes and offsets.</summary>
    public TensorLayout Layout { get; }

    /// <summary>The whole buffer, padding included. What a kernel leaves in the padding is cleared by <see cref="Freeze"/>.</summary>
    /// <exception cref="InvalidOperationException">The buffer was frozen.</exception>
    public Span<T> Span => Storage.Span;

    private TensorStorage<T> Storage =>
        storage
        ?? throw new InvalidOperationException("The buffer was frozen (or its claim taken back) and can't be written any more.");

    /// <summary>New memory, all zeros.</summary>
    /// <param name="layout">Names and shapes.</param>
    /// <returns>The buffer.</returns>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static TensorBuffer<T> Allocate(TensorLayout layout)
    {
        ElementType.Check<T>();
        ArgumentNullException.ThrowIfNull(layout);
        return new(layout, TensorStorage<T>.Allocate(layout.BufferLength, zeroed: true));
    }

    /// <summary>New memory with arbitrary elements and zero padding, for a kernel that writes every element.</summary>
    /// <param name="layout">Names and shapes.</param>
    /// <returns>The buffer.</returns>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static TensorBuffer<T> AllocateUninitialized(TensorLayout layout)
    {
        ElementType.Check<T>();
        ArgumentNullException.ThrowIfNull(layout);
        var buffer = new TensorBuffer<T>(layout, TensorStorage<T>.Allocate(layout.BufferLength, zeroed: false));
        buffer.ClearPadding();
        return buffer;
    }

    /// <summary>New memory with the elements of a set.</summary>
    /// <param name="set">What to copy.</param>
    /// <returns>The buffer.</returns>
    /// <exception cref="InvalidOperationException">The set was donated.</exception>
    public static TensorBuffer<T> CopyOf(TensorSet<T> set)
    {
        ArgumentNullException.ThrowIfNull(set);
        var layout = set.Layout;
        var memory = TensorStorage<T>.Allocate(layout.BufferLength, zeroed: false);
        set.Span.CopyTo(memory.Span);
        set.CheckAlive();
        return new(layout, memory);
    }

    /// <summary>
    /// Donation: takes a set's memory, with its elements, and ends the life of the set and of all its views. One atomic exchange: of two
    /// concurrent claims, one succeeds.
    /// </summary>
    /// <param name="set">The set to take.</param>
    /// <param name="claimedBy">What takes it, for the messages of the dead set, such as <c>AdamW.Step</c>. Use a constant: it is kept.</param>
    /// <returns>The buffer, with the set's elements.</returns>
    /// <exception cref="InvalidOperationException">The set was donated already; the message says to what.</exception>
    public static TensorBuffer<T> Claim(TensorSet<T> set, string claimedBy)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentException.ThrowIfNullOrEmpty(claimedBy);
        var layout = set.Layout;
        return new(layout, set.Storage.Claim(claimedBy), set.Storage);
    }

    /// <summary>
    /// Claims several sets, all or none: when one of them can't be claimed, those before it are given back and nothing has changed.
    /// </summary>
    /// <param name="sets">The sets to take.</param>
    /// <param name="claimedBy">What takes them.</param>
    /// <param name="buffers">Receives the buffers, in the same order.</param>
    /// <exception cref="InvalidOperationException">A set was donated already.</exception>
    /// <exception cref="ArgumentException">Two of the sets share a buffer, or the lengths differ.</exception>
    public static void ClaimAll(ReadOnlySpan<TensorSet<T>> sets, string claimedBy, Span<TensorBuffer<T>> buffers)
    {
        Throw.IfLengthDiffers(buffers.Length, sets.Length, nameof(buffers));
        for (var index = 0; index < sets.Length; index++)
        {
            for (var earlier = 0; earlier < index; earlier++)
            {
                if (TensorBuffer.ShareMemory(sets[earlier], sets[index]))
                {
                    throw new ArgumentException(
                        $"Sets {Text.Of(earlier)} and {Text.Of(index)} that {claimedBy} should take share one buffer.",
                        nameof(sets)
                    );
                }
            }
        }

        var claimed = 0;
        try
        {
            for (; claimed < sets.Length; claimed++)
            {
                buffers[claimed] = Claim(sets[claimed], claimedBy);
            }
        }
        catch
        {
            for (var index = 0; index < claimed; index++)
            {
                buffers[index].Unclaim();
            }

            throw;
        }
    }

    /// <summary>The elements of one tensor without its padding.</summary>
    /// <param name="slot">The index in <see cref="TensorLayout.Slots"/>.</param>
    /// <returns>The elements, row-major.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such tensor.</exception>
    /// <exception cref="InvalidOperationException">The buffer was frozen.</exception>
    public Span<T> Slot(int slot)
    {
        if ((uint)slot >= (uint)Layout.Slots.Count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(slot),
                $"There is no tensor {Text.Of(slot)}; the buffer has {Text.Of(Layout.Slots.Count)} tensors."
            );
        }

        var place = Layout.Slots[slot];
        return Span.Slice(place.Offset, place.Length);
    }

    /// <summary>
    /// Ends the writing: clears the padding and hands the memory, without copying, to an immutable set. Any later use of the buffer throws.
    /// </summary>
    /// <returns>The set.</returns>
    /// <exception cref="InvalidOperationException">The buffer was frozen already.</exception>
    public TensorSet<T> Freeze()
    {
        ClearPadding();
        var memory = Interlocked.Exchange(ref storage, null);
        return memory is null
            ? throw new InvalidOperationException("The buffer was frozen already.")
            : new TensorSet<T>(Layout, memory);
    }

    /// <summary>
    /// Takes a claim back, as long as nothing has been written: the donated set lives again, and the buffer is spent. For callers that find
    /// an error between claiming and writing.
    /// </summary>
    /// <exception cref="InvalidOperationException">The buffer was not claimed from a set, or was frozen.</exception>
    public void Unclaim()
    {
        if (donor is null)
        {
            throw new InvalidOperationException("The buffer was allocated, not claimed from a set.");
        }

        _ = Storage;
        storage = null;
        donor.Revive();
    }

    /// <summary>Sets the elements between the tensors to zero.</summary>
    /// <exception cref="InvalidOperationException">The buffer was frozen.</exception>
    public void ClearPadding()
    {
        var span = Span;
        for (var slot = 0; slot < Layout.Slots.Count; slot++)
        {
            var place = Layout.Slots[slot];
            span.Slice(place.Offset + place.Length, place.PaddedLength - place.Length).Clear();
        }
    }
}

/// <summary>What concerns several buffers at once.</summary>
public static class TensorBuffer
{
    /// <summary>Refuses arguments that share a buffer, as donation requires; null arguments are skipped.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="arguments">The arguments with their names.</param>
    /// <exception cref="ArgumentException">Two arguments share a buffer; the message names both.</exception>
    public static void EnsureDistinct<T>(params ReadOnlySpan<(string Name, TensorSet<T>? Set)> arguments)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var index = 1; index < arguments.Length; index++)
        {
            for (var earlier = 0; earlier < index; earlier++)
            {
                if (ShareMemory(arguments[earlier].Set, arguments[index].Set))
                {
                    throw new ArgumentException(
                        $"{arguments[earlier].Name} and {arguments[index].Name} share one buffer, which can't be donated: pass a Copy() of one.",
                        arguments[index].Name
                    );
                }
            }
        }
    }

    /// <inheritdoc cref="EnsureDistinct{T}(ReadOnlySpan{ValueTuple{string, TensorSet{T}}})"/>
    public static void EnsureDistinct<T>(params (string Name, TensorSet<T>? Set)[] arguments)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        EnsureDistinct<T>(new ReadOnlySpan<(string Name, TensorSet<T>? Set)>(arguments));

    /// <summary>Whether two sets share one buffer.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="left">One set, or null.</param>
    /// <param name="right">Another set, or null.</param>
    /// <returns>Whether both are there and have the same buffer.</returns>
    public static bool ShareMemory<T>(TensorSet<T>? left, TensorSet<T>? right)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        left is not null && right is not null && ReferenceEquals(left.Storage, right.Storage);
}
