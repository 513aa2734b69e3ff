using System.Collections.Immutable;
using FsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Pullback.Generators.Tests.Infrastructure;
using Xunit;

namespace Pullback.Generators.Tests.Documentation;

/// <summary>Every block of C# in README and docs compiles with the generators, and the example of a diagnostic's page earns that diagnostic.</summary>
public class SnippetTests
{
    private const string Usings = """
        global using System.Numerics;
        global using Pullback.Ops;
        global using Pullback.Optimizers;
        """;

    /// <summary>What the pages call another assembly: a reference without source.</summary>
    private const string Other = """
        using Pullback.Ops;

        namespace OtherAssembly;

        public static class Layers
        {
            [Layer]
            public static Node Block(Node x) => x.Dense(10);
        }
        """;

    private static readonly Lazy<MetadataReference> _otherAssembly = new(() =>
    {
        using var image = new MemoryStream();
        Assert.True(TestCompilation.Create([Other], "OtherAssembly").Emit(image).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    });

    public static TheoryData<string> Pages() => [.. Snippets.Pages().Where(page => !IsDiagnostic(page))];

    /// <summary>All but the one whose mistake is a line of a project file.</summary>
    public static TheoryData<string> DiagnosticPages() =>
        [.. Snippets.Pages().Where(page => IsDiagnostic(page) && !page.EndsWith("PB3012.md", StringComparison.Ordinal))];

    [Fact]
    public void The_readme_has_snippets() => Assert.Equal(2, Snippets.Of("README.md").Count);

    [Theory]
    [MemberData(nameof(Pages))]
    public void Snippets_compile(string page)
    {
        // The blocks of a page are the files of one project.
        IReadOnlyList<Snippet> snippets = Snippets.Of(page);
        if (snippets.Count > 0)
        {
            GeneratorDriverRun run = Run(snippets);
            AssertNoErrors(run, page);
            Assert.Empty(Reported(run));
        }
    }

    [Fact]
    public void The_checks_that_the_page_on_own_pieces_shows_hold()
    {
        Type checks = Run(Snippets.Of("docs/your-own-pieces.md")).Load().GetType("Checks", throwOnError: true)!;
        System.Reflection.MethodInfo[] methods = [.. checks.GetMethods().Where(method => method.IsStatic)];
        Assert.Equal(4, methods.Length);
        foreach (System.Reflection.MethodInfo method in methods)
        {
            ((FsCheck.Property)method.Invoke(null, null)!).QuickCheckThrowOnFailure();
        }
    }

    /// <summary>Pages whose examples are trainings, and those examples.</summary>
    private static readonly Lazy<(string Page, System.Reflection.MethodInfo Example)[]> _trainings = new(() =>
        [
            .. new[] { "docs/wrappers.md", "docs/learning-rate-free.md" }.SelectMany(page =>
                Run(Snippets.Of(page))
                    .Load()
                    .GetType("Examples", throwOnError: true)!
                    .GetMethods()
                    .Where(method => method.IsStatic)
                    .Select(method => (page, method))
            ),
        ]
    );

    public static TheoryData<string, string> Trainings
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach ((string page, System.Reflection.MethodInfo example) in _trainings.Value)
            {
                data.Add(page, example.Name);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Trainings))]
    public void An_example_that_trains_fits_its_curve(string page, string name)
    {
        float[] x = [.. Enumerable.Range(0, 128).Select(i => (i / 64f) - 1f)];
        float[] y = [.. x.Select(value => MathF.Sin(3f * value))];
        (_, System.Reflection.MethodInfo example) = Assert.Single(
            _trainings.Value,
            training => training.Page == page && training.Example.Name == name
        );
        Assert.InRange((float)example.Invoke(null, [x, y])!, 0f, 0.02f);
    }

    [Theory]
    [MemberData(nameof(DiagnosticPages))]
    public void A_diagnostic_page_shows_the_mistake_and_its_fix(string page)
    {
        string id = Path.GetFileNameWithoutExtension(page);
        IReadOnlyList<Snippet> snippets = Snippets.Of(page);
        Snippet[] mistakes = [.. snippets.Where(snippet => !IsFix(snippet))];
        Snippet[] fixes = [.. snippets.Where(IsFix)];
        Assert.True(mistakes.Length > 0, $"{page} shows no example.");
        Assert.True(fixes.Length > 0, $"{page} shows no fix.");
        foreach (Snippet mistake in mistakes)
        {
            GeneratorDriverRun run = Run([mistake]);
            string[] reported = [.. Reported(run).Select(diagnostic => diagnostic.Id).Distinct()];
            Assert.True(reported.Contains(id), $"{mistake} should report {id}, but reports: {string.Join(", ", reported)}");
            // One mistake, one error: what is emitted beside a mistake compiles, so that the compiler has nothing to add.
            Assert.Empty(EmittedErrors(run));
        }
        foreach (Snippet fix in fixes)
        {
            GeneratorDriverRun run = Run([fix]);
            AssertNoErrors(run, fix.ToString());
            ImmutableArray<Diagnostic> left = Reported(run);
            Assert.True(left.IsEmpty, $"{fix} still reports: {string.Join("\n", left)}");
        }
    }

    private static bool IsDiagnostic(string page) => page.StartsWith("docs/diagnostics/PB", StringComparison.Ordinal);

    private static bool IsFix(Snippet snippet) => snippet.Heading.Contains("fix", StringComparison.OrdinalIgnoreCase);

    private static GeneratorDriverRun Run(IEnumerable<Snippet> snippets)
    {
        CSharpCompilation compilation = TestCompilation.Create(
            [.. snippets.Select(snippet => snippet.Code), Usings],
            furtherReferences: [_otherAssembly.Value]
        );
        bool isProgram = compilation.SyntaxTrees.Any(tree => tree.GetRoot().ChildNodes().OfType<GlobalStatementSyntax>().Any());
        return GeneratorDriverRun.Of(
            Instances<IIncrementalGenerator>(),
            isProgram ? compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication)) : compilation
        );
    }

    private static ImmutableArray<Diagnostic> Reported(GeneratorDriverRun run) =>
        run.Analyze([.. Instances<DiagnosticAnalyzer>()]);

    private static IEnumerable<Diagnostic> EmittedErrors(GeneratorDriverRun run) =>
        run
            .Output.GetDiagnostics()
            .Where(diagnostic =>
                diagnostic.Severity == DiagnosticSeverity.Error
                && diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true
            );

    private static void AssertNoErrors(GeneratorDriverRun run, string subject)
    {
        run.AssertQuiet();
        Diagnostic[] errors =
        [
            .. run.Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error),
        ];
        Assert.True(
            errors.Length == 0,
            $"{subject} does not compile:\n{string.Join("\n", errors.Select(error => error.ToString()))}"
        );
    }

    /// <summary>All generators, or all analyzers, of the package, as a compiler would load them.</summary>
    private static IEnumerable<TKind> Instances<TKind>() =>
        GeneratorAssembly()
            .GetTypes()
            .Where(type => typeof(TKind).IsAssignableFrom(type) && type is { IsAbstract: false, IsClass: true })
            .Select(type => (TKind)Activator.CreateInstance(type, nonPublic: true)!);

    private static System.Reflection.Assembly GeneratorAssembly() => System.Reflection.Assembly.Load("Pullback.Generators");
}
