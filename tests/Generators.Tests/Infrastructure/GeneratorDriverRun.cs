using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace Pullback.Generators.Tests.Infrastructure;

/// <summary>One run of generators over a compilation, and what came of it.</summary>
public sealed class GeneratorDriverRun
{
    private readonly CSharpCompilation _input;

    private GeneratorDriverRun(CSharpCompilation input, GeneratorDriver driver, Compilation output)
    {
        _input = input;
        Driver = driver;
        Output = output;
    }

    public GeneratorDriver Driver { get; }

    /// <summary>The compilation with the emitted files.</summary>
    public Compilation Output { get; }

    public GeneratorDriverRunResult Result => Driver.GetRunResult();

    /// <summary>The emitted files: hint name and text.</summary>
    public ImmutableArray<(string HintName, string Text)> Files =>
        [
            .. Result
                .Results.SelectMany(result => result.GeneratedSources)
                .Select(source => (source.HintName, source.SourceText.ToString())),
        ];

    /// <summary>Runs generators over sources.</summary>
    public static GeneratorDriverRun Of(IEnumerable<IIncrementalGenerator> generators, params string[] sources) =>
        Of(generators, TestCompilation.Create(sources));

    /// <summary>Runs one generator over sources.</summary>
    public static GeneratorDriverRun Of(IIncrementalGenerator generator, params string[] sources) => Of([generator], sources);

    public static GeneratorDriverRun Of(IEnumerable<IIncrementalGenerator> generators, CSharpCompilation compilation)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            generators.Select(generator => generator.AsSourceGenerator()),
            parseOptions: TestCompilation.ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)
        );
        return Start(driver, compilation);
    }

    /// <summary>Runs again, with the caches of this run, over another state of the sources.</summary>
    public GeneratorDriverRun Again(Func<CSharpCompilation, CSharpCompilation> edit) => Start(Driver, edit(_input));

    /// <summary>Asserts that the generator neither threw nor reported, and that everything compiles without a warning.</summary>
    public GeneratorDriverRun AssertCompiles()
    {
        AssertQuiet();
        Diagnostic[] problems =
        [
            .. Output.GetDiagnostics().Where(found => found.Severity >= DiagnosticSeverity.Warning && !IsMissingComment(found)),
        ];
        Assert.True(problems.Length == 0, Describe(problems));
        return this;
    }

    /// <summary>Asserts that the generator neither threw nor reported.</summary>
    public GeneratorDriverRun AssertQuiet()
    {
        foreach (GeneratorRunResult result in Result.Results)
        {
            Assert.True(result.Exception is null, result.Exception?.ToString());
        }
        Assert.Empty(Result.Diagnostics);
        return this;
    }

    /// <summary>What the compiler refuses in emitted files, which is never their user's fault.</summary>
    public IEnumerable<Diagnostic> ErrorsOfEmittedFiles() =>
        Output
            .GetDiagnostics()
            .Where(found =>
                found.Severity == DiagnosticSeverity.Error
                && found.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true
            );

    /// <summary>What an analyzer reports, pragmas obeyed, in the order of places.</summary>
    public ImmutableArray<Diagnostic> Analyze(params DiagnosticAnalyzer[] analyzers)
    {
        var failures = new List<string>();
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            onAnalyzerException: (exception, _, _) => failures.Add(exception.ToString()),
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: false
        );
        ImmutableArray<Diagnostic> found = Output
            .WithAnalyzers([.. analyzers], options)
            .GetAnalyzerDiagnosticsAsync()
            .GetAwaiter()
            .GetResult();
        Assert.True(failures.Count == 0, string.Join("\n", failures));
        return
        [
            .. found.Where(diagnostic => !diagnostic.IsSuppressed).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start),
        ];
    }

    /// <summary>Emits and loads the assembly; on failure the message has the emitted text with line numbers.</summary>
    public System.Reflection.Assembly Load()
    {
        using var stream = new MemoryStream();
        var emitted = Output.Emit(stream);
        Assert.True(
            emitted.Success,
            Describe([.. emitted.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)])
        );
        return System.Reflection.Assembly.Load(stream.ToArray());
    }

    /// <summary>The run reasons of a named step, in order.</summary>
    public IncrementalStepRunReason[] Reasons(string stepName) =>
        [
            .. Result
                .Results.Where(result => result.TrackedSteps.ContainsKey(stepName))
                .SelectMany(result => result.TrackedSteps[stepName])
                .SelectMany(step => step.Outputs)
                .Select(output => output.Reason),
        ];

    /// <summary>The run reasons of the output steps, in order.</summary>
    public IncrementalStepRunReason[] OutputReasons() =>
        [
            .. Result
                .Results.SelectMany(result => result.TrackedOutputSteps.Values)
                .SelectMany(steps => steps)
                .SelectMany(step => step.Outputs)
                .Select(output => output.Reason),
        ];

    /// <summary>The values that a named step produced.</summary>
    public object[] Values(string stepName) =>
        [
            .. Result
                .Results.Where(result => result.TrackedSteps.ContainsKey(stepName))
                .SelectMany(result => result.TrackedSteps[stepName])
                .SelectMany(step => step.Outputs)
                .Select(output => output.Value),
        ];

    private static GeneratorDriverRun Start(GeneratorDriver driver, CSharpCompilation compilation)
    {
        GeneratorDriver ran = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        return new GeneratorDriverRun(compilation, ran, output);
    }

    /// <summary>Emitted members must be documented; the sources of tests need not be.</summary>
    private static bool IsMissingComment(Diagnostic diagnostic) =>
        diagnostic.Id == "CS1591"
        && diagnostic.Location.SourceTree?.FilePath.StartsWith("Source", StringComparison.Ordinal) == true;

    private string Describe(Diagnostic[] problems)
    {
        var text = new StringBuilder();
        foreach (Diagnostic problem in problems)
        {
            text.AppendLine(problem.ToString());
        }
        foreach ((string hintName, string source) in Files)
        {
            text.AppendLine().AppendLine(hintName);
            string[] lines = source.Split('\n');
            for (int i = 0; i < lines.Length; i++)
            {
                text.Append((i + 1).ToString(CultureInfo.InvariantCulture).PadLeft(5)).Append(' ').AppendLine(lines[i]);
            }
        }
        return text.ToString();
    }
}
