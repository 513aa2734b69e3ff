using System.Numerics;

namespace Pullback.Ops;

/// <summary>
/// Memory that a workspace hands out as an immutable set, and takes back by donation when it is used again: the set that it gave last dies,
/// as any donated set does.
/// </summary>
/// <param name="layoutOf">The layout for a number of rows.</param>
/// <param name="dependsOnRows">Whether it is another one for another number of rows.</param>
internal sealed class ReusedSet<T>(Func<int, TensorLayout> layoutOf, bool dependsOnRows)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const string ClaimedBy = "the next call with the same workspace";

    private TensorSet<T>? last;
    private TensorLayout? layout;
    private int layoutRows = -1;

    /// <summary>Whether a set is the one that would be overwritten.</summary>
    public bool Shares(TensorSet<T> set) => TensorBuffer.ShareMemory(last, set);

    /// <summary>Writable memory: the last set's, if it is still ours and of the right layout, else new, zeroed.</summary>
    public TensorBuffer<T> Rent(int rows)
    {
        bool sameLayout = layout is not null && (!dependsOnRows || rows == layoutRows);
        TensorBuffer<T>? claimed = last is { IsDonated: false } ? TensorBuffer<T>.Claim(last, ClaimedBy) : null;
        last = null;
        if (sameLayout)
        {
            return claimed ?? TensorBuffer<T>.Allocate(layout!);
        }
        layout = layoutOf(rows);
        layoutRows = rows;
        return TensorBuffer<T>.Allocate(layout);
    }

    /// <summary>Makes the written memory a set, and remembers it.</summary>
    public TensorSet<T> Freeze(TensorBuffer<T> buffer) => last = buffer.Freeze();
}
