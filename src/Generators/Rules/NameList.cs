using Pullback.Generators.Infrastructure;

namespace Pullback.Generators.Rules;

/// <summary>Looking names up: case matters, culture does not.</summary>
internal static class NameList
{
    public static bool Has(this EquatableArray<string> names, string name) => names.IndexOf(name) >= 0;

    /// <summary>The position of a name; −1 when it is not there.</summary>
    public static int IndexOf(this EquatableArray<string> names, string name)
    {
        for (int i = 0; i < names.Count; i++)
        {
            if (string.Equals(names[i], name, StringComparison.Ordinal))
            {
                return i;
            }
        }
        return -1;
    }
}
