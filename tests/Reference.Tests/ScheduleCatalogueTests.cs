using System.Reflection;
using System.Text.Json;
using Pullback.Optimizers;
using Pullback.ReferenceCheck;
using Pullback.ReferenceCheck.Counterparts;
using Pullback.ReferenceCheck.Files;
using Pullback.ReferenceCheck.Reporting;
using Xunit;

namespace Pullback.Reference.Tests;

/// <summary>
/// Every schedule that the library makes, and every way to combine schedules, is at work in a row of the reference that passes, or is exempt with a reason.
/// </summary>
public sealed class ScheduleCatalogueTests
{
    private static readonly Dictionary<string, string> Exempt = new(StringComparer.Ordinal)
    {
        ["HalfLife"] = "a decay rate of AdEMAMix, checked by the trajectories of paper.ademamix",
    };

    private static readonly SchedulersFile File = new();

    private static readonly string[] Paths =
    [
        ReferenceFolder.Own.Path,
        ReferenceFolder.Further.Path,
        ReferenceFolder.Stepped.Path,
    ];

    public static TheoryData<string> Folders => [.. Paths];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_row_passes(string folder)
    {
        FileReport report = new ReferenceFolder(folder).Check(File)!;
        Assert.Empty(report.Failed);
        Assert.Empty(report.Missing);
        Assert.Empty(report.Exempt);
    }

    [Fact]
    public void Every_schedule_is_at_work_in_a_row_or_exempt()
    {
        HashSet<string> atWork =
        [
            .. Sources()
                .SelectMany(source => CalledMethods.From(ScheduleCounterparts.All[source].Method, typeof(Schedule).Assembly))
                .Where(method => method.DeclaringType == typeof(Schedule))
                .Select(method => method.Name),
        ];
        string[] all = [.. Makers().Distinct()];
        Assert.Equal(Exempt.Keys.Order(), all.Except(atWork).Order());
        Assert.All(Exempt.Values, reason => Assert.NotEmpty(reason));
    }

    [Fact]
    public void Every_counterpart_is_asked_for_by_a_row() =>
        Assert.Equal(ScheduleCounterparts.All.Keys.Order(), Sources().Order());

    /// <summary>The public methods and operators that make a schedule.</summary>
    private static IEnumerable<string> Makers() =>
        typeof(Schedule)
            .GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.ReturnType == typeof(Schedule) || method.ReturnType == typeof(RateAndMomentum))
            .Select(method => method.Name);

    private static IEnumerable<string> Sources() => Paths.SelectMany(Sources).Distinct();

    private static IEnumerable<string> Sources(string folder)
    {
        using JsonDocument document = JsonDocument.Parse(System.IO.File.ReadAllText(Path.Combine(folder, File.Name)));
        JsonElement cases = document.RootElement.GetProperty("cases");
        return [.. cases.EnumerateArray().Select(item => item.GetProperty("source").GetString()!)];
    }
}
