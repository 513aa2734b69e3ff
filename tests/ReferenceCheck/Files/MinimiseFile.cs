using System.Text.Json;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Files;

/// <summary><c>minimise.json</c>: quasi-Newton minimisers and line searches, of which the library has none yet.</summary>
public sealed class MinimiseFile : IReferenceFile
{
    public string Name => "minimise.json";

    public void Check(JsonElement root, FileReport report)
    {
        report.RunEach(
            root.ItemsOrNone("problems"),
            "problems",
            _ => throw new NoCounterpartException("the library has no minimiser")
        );
        foreach ((int index, JsonElement _) in root.ItemsOrNone("bfgs_update").Index())
        {
            Missing(report, $"bfgs_update[{index}]", "the library has no BFGS update");
        }
        foreach ((int index, JsonElement _) in root.ItemsOrNone("lbfgs_direction").Index())
        {
            Missing(report, $"lbfgs_direction[{index}]", "the library has no L-BFGS direction");
        }
        foreach ((int index, JsonElement item) in root.ItemsOrNone("line_search").Index())
        {
            Missing(report, $"line_search[{index}]/{item.TextOr("function", "")}", "the library has no line search");
        }
    }

    private static void Missing(FileReport report, string id, string lacking) =>
        report.Run(id, () => throw new NoCounterpartException(lacking));
}
