using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Pullback.Generators.Diagnostics;
using Xunit;

namespace Pullback.Generators.Tests.Diagnostics;

public partial class DiagnosticTableTests
{
    private static readonly DiagnosticDescriptor[] _descriptors =
    [
        .. GraphDiagnostics.All,
        .. FormulaDiagnostics.All,
        .. RuleDiagnostics.All,
    ];

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "..", "..", "..", ".."));

    [GeneratedRegex(@"^(PB\d{4}) *\| *(\w+) *\| *(\w+) *\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [Fact]
    public void Ids_are_unique_and_in_their_areas()
    {
        Assert.Equal(_descriptors.Length, _descriptors.Select(descriptor => descriptor.Id).Distinct().Count());
        Assert.All(GraphDiagnostics.All, descriptor => Assert.StartsWith("PB1", descriptor.Id, StringComparison.Ordinal));
        Assert.All(FormulaDiagnostics.All, descriptor => Assert.StartsWith("PB2", descriptor.Id, StringComparison.Ordinal));
        Assert.All(RuleDiagnostics.All, descriptor => Assert.StartsWith("PB3", descriptor.Id, StringComparison.Ordinal));
    }

    [Fact]
    public void Release_notes_have_a_row_for_each_descriptor()
    {
        string notes = string.Concat(
            Directory.GetFiles(Path.Combine(Root(), "src", "Generators"), "AnalyzerReleases.*.md").Select(File.ReadAllText)
        );

        Assert.Equal(
            _descriptors
                .Select(descriptor => $"{descriptor.Id} {descriptor.Category} {descriptor.DefaultSeverity}")
                .Order(StringComparer.Ordinal),
            Row()
                .Matches(notes)
                .Select(row => $"{row.Groups[1].Value} {row.Groups[2].Value} {row.Groups[3].Value}")
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Each_descriptor_has_its_page()
    {
        string[] pages =
        [
            .. Directory.GetFiles(Path.Combine(Root(), "docs", "diagnostics"), "PB*.md").Order(StringComparer.Ordinal),
        ];

        Assert.Equal(
            _descriptors.Select(descriptor => descriptor.Id).Order(StringComparer.Ordinal),
            pages.Select(Path.GetFileNameWithoutExtension)
        );
        foreach (DiagnosticDescriptor descriptor in _descriptors)
        {
            string text = File.ReadAllText(Path.Combine(Root(), "docs", "diagnostics", descriptor.Id + ".md"));
            Assert.StartsWith($"# {descriptor.Id}: {descriptor.Title}", text, StringComparison.Ordinal);
            Assert.Contains("## Cause", text, StringComparison.Ordinal);
            Assert.Contains("## Example", text, StringComparison.Ordinal);
            Assert.Contains("## Fix", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Each_descriptor_links_to_its_page() =>
        Assert.All(
            _descriptors,
            descriptor =>
                Assert.EndsWith($"/docs/diagnostics/{descriptor.Id}.md", descriptor.HelpLinkUri, StringComparison.Ordinal)
        );
}
