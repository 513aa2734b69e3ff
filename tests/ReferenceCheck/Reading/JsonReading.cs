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

    /// <summary>The text of a member, or another where there is none.</summary>
    public static string TextOr(this JsonElement element, string name, string fallback) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out JsonElement member)
        && member.ValueKind == JsonValueKind.String
            ? member.GetString()!
            : fallback;

    /// <summary>The elements of a list.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array
            ? element.EnumerateArray()
            : throw new ReferenceFormatException($"a list was expected, found {element.ValueKind}");

    /// <summary>The members of an object.</summary>
    public static IEnumerable<JsonProperty> Properties(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
            ? element.EnumerateObject()
            : throw new ReferenceFormatException($"an object was expected, found {element.ValueKind}");

    /// <summary>The elements of a list that may be absent.</summary>
    public static IEnumerable<JsonElement> ItemsOrNone(this JsonElement element, string name) =>
        element.Optional(name) is { } member ? member.Items() : [];

    public static string Text(this JsonElement element) =>
        element.ValueKind == JsonValueKind.String
            ? element.GetString()!
            : throw new ReferenceFormatException($"a text was expected, found {element.ValueKind}");

    /// <summary>A switch: also written 0 or 1, as Python takes them.</summary>
    public static bool Flag(this JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number when element.GetDouble() is 0 or 1 => element.GetDouble() == 1,
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

    /// <summary>A number of a parameter group: PyTorch takes a list too, with one for each group. All are the same where a case has one rate.</summary>
    public static double GroupNumber(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            return element.Number();
        }
        double[] numbers = element.Numbers();
        return numbers.Length > 0 && numbers.All(number => number == numbers[0])
            ? numbers[0]
            : throw new NoCounterpartException($"a case has one rate, and {name} = {element.Shown()} is of several groups");
    }

    /// <summary>An integer: also written with a fraction of zero, as Python's floats are.</summary>
    public static int Whole(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Number
        && element.GetDouble() is var value
        && double.IsInteger(value)
        && Math.Abs(value) <= int.MaxValue
            ? (int)value
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
