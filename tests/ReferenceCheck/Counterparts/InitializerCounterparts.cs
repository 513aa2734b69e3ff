using System.Text.Json;
using Pullback.Ops;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Counterparts;

/// <summary>Which initialiser of the library a reference <c>kind</c> is. A new initialiser adds one line.</summary>
public static class InitializerCounterparts
{
    private static readonly Dictionary<string, Func<JsonElement, Settings, ParameterInitializer>> Registry = new(
        StringComparer.Ordinal
    )
    {
        ["xavier_uniform"] = XavierUniform,
        ["kaiming_normal"] = KaimingNormal,
    };

    /// <summary>The counterpart of a case.</summary>
    /// <exception cref="NoCounterpartException">The library has no such initialiser, or not with these settings.</exception>
    public static ParameterInitializer Find(JsonElement item)
    {
        string kind = item.Member("kind").Text();
        if (!Registry.TryGetValue(kind, out Func<JsonElement, Settings, ParameterInitializer>? make))
        {
            throw new NoCounterpartException($"the library has no initialiser '{kind}'");
        }
        Settings settings = new(item.Member("hyper"));
        ParameterInitializer initializer = make(item, settings);
        settings.Done();
        return initializer;
    }

    private static ParameterInitializer XavierUniform(JsonElement item, Settings settings)
    {
        settings.Skip("gain_of");
        return ParameterInitializer.XavierUniform(
            item.Member("fan_in").Whole(),
            item.Member("fan_out").Whole(),
            settings.Number("gain", 1)
        );
    }

    private static ParameterInitializer KaimingNormal(JsonElement item, Settings settings)
    {
        string mode = settings.Text("mode", "fan_in");
        // The gain already says what the nonlinearity and its slope are.
        settings.Skip("nonlinearity");
        settings.Skip("a");
        return mode is "fan_in" or "fan_out"
            ? ParameterInitializer.KaimingNormal(item.Member(mode).Whole(), settings.Number("gain"))
            : throw new NoCounterpartException($"the library has no setting for mode = \"{mode}\"");
    }
}
