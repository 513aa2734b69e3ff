using System.Globalization;
using System.Runtime.CompilerServices;

namespace Pullback.Optimizers;

/// <summary>A list among the settings of a schedule: compared item by item, and printed in short when it is long.</summary>
internal sealed class ValueList<T>(IReadOnlyList<T> items) : IEquatable<ValueList<T>>
    where T : notnull
{
    private const int ShownItems = 8;

    private readonly IReadOnlyList<T> _items = items;

    public bool Equals(ValueList<T>? other) => other is not null && _items.SequenceEqual(other._items);

    public override bool Equals(object? obj) => Equals(obj as ValueList<T>);

    public override int GetHashCode() => _items.Aggregate(_items.Count, HashCode.Combine);

    public override string ToString()
    {
        string shown = string.Join(", ", _items.Take(ShownItems).Select(Text));
        return _items.Count <= ShownItems
            ? $"[{shown}]"
            : string.Create(CultureInfo.InvariantCulture, $"[{shown}, … {_items.Count} in all]");
    }

    private static string Text(T item) =>
        item is ITuple pair
            ? FormattableString.Invariant($"{pair[0]}: {pair[1]}")
            : Convert.ToString(item, CultureInfo.InvariantCulture)!;
}
