using System.Text.Json;

namespace Pullback.Ops.Tests;

/// <summary>Cases computed by PyTorch in double precision: see <c>tests/Reference/README.md</c>.</summary>
internal static class ReferenceCases
{
    /// <summary>|a − b| / max(1, |b|) below which a loss or a layer agrees.</summary>
    public const double Tolerance = 1e-11;

    /// <summary>The cases of a file that are of some kind.</summary>
    public static List<JsonElement> Of(string file, string kind)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Reference", file);
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        return
        [
            .. document
                .RootElement.GetProperty("cases")
                .EnumerateArray()
                .Where(element => element.GetProperty("kind").GetString() == kind)
                .Select(element => element.Clone()),
        ];
    }

    /// <summary>The numbers of a tensor, or null when there is none of that name.</summary>
    public static double[]? Numbers(this JsonElement group, string name) =>
        group.TryGetProperty(name, out JsonElement tensor)
            ? [.. tensor.GetProperty("data").EnumerateArray().Select(x => x.GetDouble())]
            : null;

    /// <summary>The length of a tensor's last dimension.</summary>
    public static int LastDimension(this JsonElement group, string name)
    {
        JsonElement shape = group.GetProperty(name).GetProperty("shape");
        return shape[shape.GetArrayLength() - 1].GetInt32();
    }
}
