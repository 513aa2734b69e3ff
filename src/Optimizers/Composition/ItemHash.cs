namespace Pullback.Optimizers;

/// <summary>The hash of a value that is made of others in order.</summary>
internal static class ItemHash
{
    public static int Of<TItem>(IEnumerable<TItem> items)
    {
        HashCode hash = default;
        foreach (TItem item in items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }
}
