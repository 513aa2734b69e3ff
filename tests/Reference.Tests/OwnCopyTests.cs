using Pullback.ReferenceCheck;
using Pullback.ReferenceCheck.Reporting;
using Xunit;

namespace Pullback.Reference.Tests;

/// <summary>The project's own copy of the reference values, through the code of the program.</summary>
public class OwnCopyTests
{
    public static TheoryData<string> Files =>
        [
            .. ReferenceFolder
                .KnownFiles.Select(file => file.Name)
                .Where(name => File.Exists(Path.Combine(ReferenceFolder.Own.Path, name))),
        ];

    [Fact]
    public void The_copy_has_all_files_that_concern_the_library_so_far() => Assert.Equal(7, Files.Count);

    [Theory]
    [MemberData(nameof(Files))]
    public void Nothing_fails(string name)
    {
        FileReport report = Report(name);
        Assert.Empty(report.Failed);
        Assert.True(report.Checked > 0);
        Assert.All(report.Exempt.Concat(report.Missing), note => Assert.NotEmpty(note.Why));
    }

    /// <summary>No one has to leave the library for an update rule or a schedule: what is exempt has its reason, and nothing is without counterpart.</summary>
    [Theory]
    [InlineData("optimizers.json", 300)]
    [InlineData("schedulers.json", 50)]
    public void Every_optimizer_and_schedule_has_a_counterpart(string name, int least)
    {
        FileReport report = Report(name);
        Assert.Empty(report.Missing);
        Assert.Empty(report.Refused);
        Assert.True(report.Checked > least, $"{report.Checked} cases were checked.");
    }

    [Fact]
    public void Training_is_followed_in_both_precisions() => Assert.Empty(Report("training.json").Missing);

    [Fact]
    public void The_rule_of_an_old_version_is_exempt_with_its_reason() =>
        Assert.All(
            Report("optimizers.json").Exempt,
            note =>
            {
                Assert.StartsWith("torch.NAdam-1.13/", note.Id, StringComparison.Ordinal);
                Assert.Contains("corrected in 2.0", note.Why, StringComparison.Ordinal);
            }
        );

    private static readonly Dictionary<string, Lazy<FileReport>> Reports = ReferenceFolder.KnownFiles.ToDictionary(
        file => file.Name,
        file => new Lazy<FileReport>(() => ReferenceFolder.Own.Check(file)!)
    );

    private static FileReport Report(string name) => Reports[name].Value;
}
