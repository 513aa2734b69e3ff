using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Pullback.Ops;

/// <summary>
/// The memory that a set and its views share, together with the flag that says whether it still is theirs. Donation ends the life of the
/// storage object and hands the array to a new one, so that liveness is one field, wherever it is looked at from.
/// </summary>
internal sealed class TensorStorage<T>
    where T : unmanaged
{
    /// <summary>Arrays of this size live in the large object heap anyway; from here on they are pinned and aligned to a cache line.</summary>
    private const int PinnedBytes = 85_000;

    private const int CacheLine = 64;

    private readonly T[] array;
    private readonly int start;
    private volatile string? donatedTo;

    private TensorStorage(T[] array, int start, int length)
    {
        this.array = array;
        this.start = start;
        Length = length;
    }

    /// <summary>The number of elements, padding included.</summary>
    public int Length { get; }

    /// <summary>To what the memory was donated; null as long as the storage is alive.</summary>
    public string? DonatedTo
    {
        get
        {
            // Reads of elements that come before this one in the program are not moved behind it.
            Volatile.ReadBarrier();
            return donatedTo;
        }
    }

    /// <summary>The memory, dead or alive: callers check.</summary>
    public Span<T> Span => array.AsSpan(start, Length);

    /// <summary>New memory, zeroed on request.</summary>
    public static unsafe TensorStorage<T> Allocate(int length, bool zeroed)
    {
        if ((long)length * sizeof(T) < PinnedBytes)
        {
            return new(zeroed ? new T[length] : GC.AllocateUninitializedArray<T>(length), 0, length);
        }

        var slack = CacheLine / sizeof(T);
        var memory = zeroed
            ? GC.AllocateArray<T>(length + slack, pinned: true)
            : GC.AllocateUninitializedArray<T>(length + slack, pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref memory[0]);
        var first = (int)((CacheLine - (address % CacheLine)) % CacheLine) / sizeof(T);
        return new(memory, first, length);
    }

    /// <summary>
    /// Ends this storage's life and returns a living one over the same memory. One atomic exchange: of two concurrent claims, one wins.
    /// </summary>
    /// <exception cref="InvalidOperationException">The storage is dead already.</exception>
    public TensorStorage<T> Claim(string claimedBy)
    {
        var earlier = Interlocked.CompareExchange(ref donatedTo, claimedBy, null);
        if (earlier is not null)
        {
            Dead(earlier);
        }

        return new(array, start, Length);
    }

    /// <summary>Takes a claim back, as long as nothing has been written.</summary>
    public void Revive() => donatedTo = null;

    /// <summary>
    /// Throws when the memory is no longer the reader's. What was read before the check is older than the flag, so that a check after the last
    /// read proves that the values were not a mixture.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CheckAlive()
    {
        if (DonatedTo is { } claimedBy)
        {
            Dead(claimedBy);
        }
    }

    [DoesNotReturn]
    private static void Dead(string claimedBy) => throw new InvalidOperationException(Epitaph(claimedBy));

    /// <summary>What is said of a dead value, in exceptions and in <c>ToString</c>.</summary>
    public static string Epitaph(string claimedBy) =>
        $"These tensors were donated to {claimedBy} and can't be used any more. Take a Copy() before a donation to keep the values.";
}
