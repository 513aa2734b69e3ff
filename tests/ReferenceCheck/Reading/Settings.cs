using System.Text.Json;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Reading;

/// <summary>
/// The named settings of a case (<c>hyper</c> or <c>params</c>). It remembers which were asked for: a setting that nobody read would be
/// silently ignored, so <see cref="Done"/> turns it into a case without counterpart.
/// </summary>
/// <param name="element">The settings.</param>
/// <param name="overrides">Settings that take the place of those of the same name, such as a parameter group's.</param>
public sealed class Settings(JsonElement element, JsonElement? overrides = null)
{
    private readonly HashSet<string> read = new(StringComparer.Ordinal);

    public bool Has(string name) => Take(name) is not null;

    public double Number(string name) => Required(name).Number();

    public double Number(string name, double fallback) => Take(name)?.Number() ?? fallback;

    /// <summary>A number, the fallback where there is none, and null where null is written: Python's None.</summary>
    public double? NumberOrNull(string name, double fallback) => IsWrittenNull(name) ? null : Number(name, fallback);

    /// <summary>A number of a parameter group, or a list with the same one for each.</summary>
    public double GroupNumber(string name) => Required(name).GroupNumber(name);

    public double GroupNumber(string name, double fallback) => Take(name)?.GroupNumber(name) ?? fallback;

    public int Whole(string name) => Required(name).Whole();

    public int Whole(string name, int fallback) => Take(name)?.Whole() ?? fallback;

    public bool Flag(string name, bool fallback = false) => Take(name)?.Flag() ?? fallback;

    public string Text(string name) => Required(name).Text();

    public string Text(string name, string fallback) => Take(name)?.Text() ?? fallback;

    /// <summary>Whether the setting is there and is a text.</summary>
    public bool IsText(string name) => Take(name) is { ValueKind: JsonValueKind.String };

    public double[] Numbers(string name) => Required(name).Numbers();

    public int[] Integers(string name) => Required(name).Integers();

    public IEnumerable<Settings> Items(string name) => Required(name).Items().Select(item => new Settings(item));

    /// <summary>The members of a nested object, by name.</summary>
    public IEnumerable<(string Name, double Value)> Members(string name) =>
        Required(name).Properties().Select(member => (member.Name, member.Value.Number()));

    /// <summary>Two numbers written as a list, as PyTorch's <c>betas</c>.</summary>
    public (double First, double Second) Pair(string name, double first, double second)
    {
        if (Take(name) is not { } list)
        {
            return (first, second);
        }
        double[] pair = list.Numbers();
        return pair.Length == 2
            ? (pair[0], pair[1])
            : throw new ReferenceFormatException($"'{name}' has {pair.Length} numbers, a pair was expected");
    }

    /// <summary>The library has this one value of the setting only.</summary>
    public void Only(string name, double value)
    {
        if (Take(name) is { } given && given.Number() != value)
        {
            throw Unsupported(name, given);
        }
    }

    /// <summary>The library has the setting in this position only.</summary>
    public void Only(string name, bool value)
    {
        if (Take(name) is { } given && given.Flag() != value)
        {
            throw Unsupported(name, given);
        }
    }

    /// <summary>The library has the setting switched off only.</summary>
    public void Off(string name)
    {
        if (Take(name) is { } given && given.Flag())
        {
            throw Unsupported(name, given);
        }
    }

    /// <summary>The settings say nothing about the rule.</summary>
    public void Skip(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            read.Add(name);
        }
    }

    /// <summary>Refuses the case when a setting is left that the counterpart does not know.</summary>
    public void Done()
    {
        IEnumerable<JsonProperty> all = element.Properties();
        foreach (JsonProperty setting in overrides is { } group ? all.Concat(group.Properties()) : all)
        {
            if (!read.Contains(setting.Name) && setting.Value.ValueKind != JsonValueKind.Null)
            {
                throw Unsupported(setting.Name, setting.Value);
            }
        }
    }

    private static NoCounterpartException Unsupported(string name, JsonElement given) =>
        new($"the library has no setting for {name} = {given.Shown()}");

    private JsonElement Required(string name) => Take(name) ?? throw new ReferenceFormatException($"setting '{name}' is missing");

    private bool IsWrittenNull(string name) =>
        overrides?.Optional(name) is null
        && element.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.Null;

    private JsonElement? Take(string name)
    {
        read.Add(name);
        return overrides?.Optional(name) ?? element.Optional(name);
    }
}
