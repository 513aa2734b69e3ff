using System.Globalization;
using System.Text;

namespace Pullback.Ops;

/// <summary>Layouts and sets as short text: a heading, and a line for each of the first tensors.</summary>
internal static class TensorTable
{
    private const int ListedTensors = 20;
    private const int ListedElements = 4;

    public static string Describe(TensorLayout layout) => Describe("TensorLayout", layout, static _ => "");

    public static string Describe(string heading, TensorLayout layout, Func<TensorSlot, string> sample)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{heading}: {layout.Slots.Count} tensors, {layout.ParameterCount} elements");
        var listed = layout.Slots.Take(ListedTensors).ToArray();
        var width = listed.Select(slot => slot.ToString().Length).DefaultIfEmpty().Max();
        foreach (var slot in listed)
        {
            text.Append('\n').Append("  ").Append(slot.ToString().PadRight(width)).Append("  ").Append(sample(slot));
            while (text[^1] == ' ')
            {
                text.Length--;
            }
        }

        if (layout.Slots.Count > listed.Length)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  … and {layout.Slots.Count - listed.Length} more");
        }

        return text.ToString();
    }

    /// <summary>The first elements in brackets.</summary>
    public static string Sample<T>(ReadOnlySpan<T> values)
        where T : IFormattable
    {
        var text = new StringBuilder("[");
        for (var index = 0; index < Math.Min(values.Length, ListedElements); index++)
        {
            text.Append(index == 0 ? "" : ", ").Append(values[index].ToString("G6", CultureInfo.InvariantCulture));
        }

        return text.Append(values.Length > ListedElements ? ", …]" : "]").ToString();
    }
}
