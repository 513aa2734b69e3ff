using System.Globalization;
using System.Text.Json;

namespace Pullback.Optimizers.Tests.Reference;

/// <summary>The reference values, read once.</summary>
internal static class ReferenceData
{
    public static JsonElement Optimizers { get; } = Load("optimizers.json");

    public static JsonElement Schedulers { get; } = Load("schedulers.json");

    public static double Number(this JsonElement element) =>
        element.ValueKind == JsonValueKind.String
            ? double.Parse(element.GetString()!, CultureInfo.InvariantCulture)
            : element.GetDouble();

    public static double[] Numbers(this JsonElement element) => [.. element.EnumerateArray().Select(Number)];

    public static double[][] Rows(this JsonElement element) => [.. element.EnumerateArray().Select(Numbers)];

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static double Number(this JsonElement element, string name) => element.GetProperty(name).Number();

    public static bool Flag(this JsonElement element, string name) => element.GetProperty(name).GetBoolean();

    private static JsonElement Load(string file) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Reference", file))).RootElement;
}
