using System.Globalization;

namespace Pullback.Ops;

/// <summary>Numbers and short lists as text that is the same under every culture.</summary>
internal static class Text
{
    private const int ListedNames = 16;

    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Names in quotes, the first few of them when there are many.</summary>
    public static string Names(IReadOnlyCollection<string> names)
    {
        var listed = string.Join(", ", names.Take(ListedNames).Select(name => $"'{name}'"));
        return names.Count == 0 ? "none"
            : names.Count <= ListedNames ? listed
            : $"{listed} and {Of(names.Count - ListedNames)} more";
    }
}
