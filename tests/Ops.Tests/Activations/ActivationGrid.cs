using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pullback.Ops.Tests.Activations;

/// <summary>The reference values of one activation: a grid from −∞ to +∞ with the exact value and derivative at each point.</summary>
public sealed record ActivationCase(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("params")] Dictionary<string, JsonElement> Parameters,
    [property: JsonPropertyName("x")] double[] X,
    [property: JsonPropertyName("y_exact")] double[] Value,
    [property: JsonPropertyName("dy_exact")] double[] Derivative
);

/// <summary>Reads <c>activations.json</c>, computed with PyTorch and mpmath.</summary>
public static class ActivationGrid
{
    private sealed record File([property: JsonPropertyName("elementwise")] ActivationCase[] Elementwise);

    private static readonly JsonSerializerOptions _options = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private static readonly Lazy<Dictionary<string, ActivationCase>> _cases = new(() =>
    {
        string text = System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "activations.json"));
        return JsonSerializer.Deserialize<File>(text, _options)!.Elementwise.ToDictionary(row => row.Id, StringComparer.Ordinal);
    });

    public static ActivationCase Case(string id) => _cases.Value[id];
}
