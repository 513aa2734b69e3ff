using System.Globalization;
using System.Text.Json;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Reading;

/// <summary>Numbers, tensors and members of the reference files, with errors that say what was expected where.</summary>
public static class JsonReading
{
    /// <summary>The member, which the schema requires.</summary>
    public static JsonElement Member(this JsonElement element, string name) =>
        element.Optional(name) ?? throw new ReferenceFormatException($"member '{name}' is missing");

    /// <summary>The member, or null when it is absent or JSON's null, which mean the same here.</summary>
    public static JsonElement? Optional(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new ReferenceFormatException($"an object with a member '{name}' was expected, found {element.ValueKind}");
        }
        return element.TryGetProperty(name, out JsonElement member) && member.ValueKind != JsonValueKind.Null ? member : null;
    }

    /// <summary>The elements of a list.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array
            ? element.EnumerateArray()
            : throw new ReferenceFormatException($"a list was expected, found {element.ValueKind}");

    /// <summary>The elements of a list that may be absent.</summary>
    public static IEnumerable<JsonElement> ItemsOrNone(this JsonElement element, string name) =>
        element.Optional(name) is { } member ? member.Items() : [];

    public static string Text(this JsonElement element) =>
        element.ValueKind == JsonValueKind.String
            ? element.GetString()!
            : throw new ReferenceFormatException($"a text was expected, found {element.ValueKind}");

    public static bool Flag(this JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw new ReferenceFormatException($"true or false was expected, found {element.ValueKind}"),
        };

    /// <summary>A number; "NaN", "Infinity" and "-Infinity" are written as texts.</summary>
    public static double Number(this JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Number => element.GetDouble(),
            JsonValueKind.String when TryNamed(element.GetString()!, out double value) => value,
            _ => throw new ReferenceFormatException($"a number was expected, found {element.GetRawText()}"),
        };

    public static int Whole(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int value)
            ? value
            : throw new ReferenceFormatException($"an integer was expected, found {element.GetRawText()}");

    public static double[] Numbers(this JsonElement element) => [.. element.Items().Select(Number)];

    public static int[] Integers(this JsonElement element) => [.. element.Items().Select(Whole)];

    private static bool TryNamed(string text, out double value)
    {
        (bool known, value) = text switch
        {
            "NaN" => (true, double.NaN),
            "Infinity" => (true, double.PositiveInfinity),
            "-Infinity" => (true, double.NegativeInfinity),
            _ => (false, 0),
        };
        return known;
    }

    /// <summary>A value as the file has it, for messages: numbers in the invariant culture, long lists shortened.</summary>
    public static string Shown(this JsonElement element)
    {
        string text = element.GetRawText();
        return text.Length <= 40 ? text : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, 37)}...");
    }
}
