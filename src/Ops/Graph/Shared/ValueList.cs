using System.Collections;

namespace Pullback.Graphs;

/// <summary>
/// An immutable list that is equal to another when its elements are, one by one. Arrays and the lists of the class
/// library compare by reference, which would make every record that holds one look changed to the incremental
/// generator, and every stage after it run again.
/// </summary>
internal sealed class ValueList<T> : IReadOnlyList<T>, IEquatable<ValueList<T>>
    where T : IEquatable<T>
{
    public static readonly ValueList<T> Empty = new([]);

    private readonly T[] items;

    private ValueList(T[] items) => this.items = items;

    public int Count => items.Length;

    public T this[int index] => items[index];

    /// <summary>Copies the elements, so that nobody can change them afterwards.</summary>
    public static ValueList<T> Of(IEnumerable<T> source)
    {
        T[] copy = source.ToArray();
        return copy.Length == 0 ? Empty : new ValueList<T>(copy);
    }

    public bool Equals(ValueList<T>? other)
    {
        if (other is null || other.items.Length != items.Length)
        {
            return false;
        }
        for (int i = 0; i < items.Length; i++)
        {
            if (!EqualityComparer<T>.Default.Equals(items[i], other.items[i]))
            {
                return false;
            }
        }
        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as ValueList<T>);

    public override int GetHashCode()
    {
        int hash = items.Length;
        foreach (T item in items)
        {
            hash = unchecked((hash * 31) + EqualityComparer<T>.Default.GetHashCode(item!));
        }
        return hash;
    }

    /// <summary>The elements in brackets: records that hold a list then print what is in it.</summary>
    public override string ToString() => "[" + string.Join(", ", items) + "]";

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();
}

/// <summary>Writes a <see cref="ValueList{T}"/> as short as a collection expression.</summary>
internal static class ValueList
{
    public static ValueList<T> Of<T>(params T[] items)
        where T : IEquatable<T> => ValueList<T>.Of(items);
}
