namespace Pullback.Ops;

/// <summary>
/// A hash that is the same in every process (<see cref="HashCode"/> draws a random seed at start, and nothing here depends on one):
/// FNV-1a over the words that are added.
/// </summary>
internal static class StableHash
{
    public const uint Start = 2166136261;

    public static uint Add(uint hash, int word) => unchecked((hash ^ (uint)word) * 16777619);

    public static uint Add(uint hash, string text)
    {
        foreach (var character in text)
        {
            hash = Add(hash, character);
        }

        return Add(hash, text.Length);
    }

    /// <summary>Spreads the high bits downwards, because dictionaries look at the low ones.</summary>
    public static int Finish(uint hash) => unchecked((int)(hash ^ (hash >> 15)));
}
