using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Pullback.Generators.Diagnostics;
using Pullback.Generators.Formulas;
using Pullback.Generators.Graphs;
using Pullback.Generators.Tests.Infrastructure;
using Xunit;

namespace Pullback.Generators.Tests.Graphs;

/// <summary>The examples on the pages of the diagnostics do give the diagnostic, and their fixes do not.</summary>
public sealed class GraphDiagnosticPagesTests
{
    private const string OtherAssembly =
        "namespace OtherAssembly; public static class Layers { [Pullback.Ops.Layer] public static Pullback.Ops.Node Block(Pullback.Ops.Node x) => x; }";

    public static TheoryData<string> Ids => [.. GraphDiagnostics.All.Select(descriptor => descriptor.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_example_gives_the_diagnostic_and_the_fix_does_not(string id)
    {
        string[] parts = Page(id).Split("```");

        Assert.Equal(id, Assert.Single(Analyze(parts[1]).Select(diagnostic => diagnostic.Id).Distinct()));
        Assert.Empty(Analyze(parts[3]));
    }

    private static ImmutableArray<Diagnostic> Analyze(string code)
    {
        using var stream = new MemoryStream();
        Assert.True(TestCompilation.Create([OtherAssembly], "OtherAssembly").Emit(stream).Success);
        string source = "using System.Numerics;\nusing Pullback.Ops;\n" + code["csharp".Length..];
        var compilation = TestCompilation.Create(
            [source],
            furtherReferences: [MetadataReference.CreateFromImage(stream.ToArray())]
        );
        return GeneratorDriverRun
            .Of([new LayerGraphGenerator(), new ElementwiseOpGenerator()], compilation)
            .AssertQuiet()
            .Analyze(new LayerGraphAnalyzer());
    }

    private static string Page(string id, [CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "diagnostics", id + ".md"));
}
