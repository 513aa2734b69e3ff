using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Pullback.Generators.Rules;
using Pullback.Generators.Tests.Infrastructure;
using Xunit;
using static Pullback.Generators.Tests.Rules.RuleSources;

namespace Pullback.Generators.Tests.Rules;

/// <summary>What a <c>Define</c> may name, take and contain.</summary>
public class FusedDefinitionTests
{
    private static readonly IIncrementalGenerator[] _generators = [new UpdateRuleGenerator(), new FusedOptimizerGenerator()];

    private const string Plain = "private static T Rule<T>(T gradient) " + Constraint + " => -gradient;";

    [Theory]
    [InlineData("double x = double.NaN")]
    [InlineData("double x = double.NegativeInfinity")]
    [InlineData("float x = 1e-40f")]
    [InlineData("float x = float.PositiveInfinity")]
    [InlineData("decimal x = -0.0000001m")]
    [InlineData("decimal? x = decimal.MaxValue")]
    [InlineData("char x = '\\''")]
    [InlineData("string x = \"a\\\"b\\n\"")]
    [InlineData("string x = null!")]
    [InlineData("double? x = 1.5")]
    [InlineData("ulong x = ulong.MaxValue")]
    [InlineData("DayOfWeek x = (DayOfWeek)(-1)")]
    [InlineData("DayOfWeek? x = DayOfWeek.Friday")]
    [InlineData("DayOfWeek? x = null")]
    [InlineData("DateTime x = default")]
    [InlineData("Schedule? x = null")]
    [InlineData("params ReadOnlySpan<double> x", "PB3102")]
    [InlineData("int Define = 1, int @class = 2, int Optimizer = 3")]
    [InlineData("[System.Runtime.InteropServices.Optional, System.Runtime.CompilerServices.DateTimeConstant(7L)] DateTime x")]
    [InlineData("Hidden x, List<Hidden>? y = null", null, "internal")]
    [InlineData("Own x", "PB3102")]
    [InlineData("Local[] x", "PB3102")]
    [InlineData("int*[] x", "PB3102", "internal unsafe")]
    public void Parameters_of_all_kinds(string parameters, string? refused = null, string accessibility = "private")
    {
        GeneratorDriverRun run = GeneratorDriverRun
            .Of(
                _generators,
                File(
                    $$"""
                    internal sealed class Hidden;
                    file sealed class Local;
                    [FusedOptimizer] public static partial class MyOptimizer
                    {
                        private sealed class Own;
                        {{accessibility}} static Chain Define({{parameters}}) => Chain.Of(new Scale(1));
                    }
                    """
                )
            )
            .AssertQuiet();

        Assert.Empty(run.ErrorsOfEmittedFiles());
        Assert.Equal(refused is null ? [] : [refused], run.Analyze(new RuleAnalyzer()).Select(found => found.Id));
        if (refused is null)
        {
            run.AssertCompiles();
        }
    }

    [Theory]
    [InlineData("decimal x = 1.5m", 1.5)]
    [InlineData("float x = 0.1f", 0.1f)]
    [InlineData("double x = double.NaN", double.NaN)]
    public void Default_values_are_the_same(string parameter, object value)
    {
        Type type = GeneratorDriverRun
            .Of(
                _generators,
                File(
                    $"[FusedOptimizer] public static partial class D {{ static Chain Define({parameter}) => Chain.Of(new Scale(1)); }}"
                )
            )
            .AssertCompiles()
            .Load()
            .GetType("Shop.D", throwOnError: true)!;

        object? actual = type.GetMethod("Create")!.GetParameters()[0].DefaultValue;
        Assert.Equal(value, actual is decimal number ? (double)number : actual);
    }

    [Theory]
    [InlineData("file sealed partial record Inner : IGradientTransformation { PLAIN }", "new Inner()", "PB3001", "PB3104")]
    [InlineData(
        "public static partial class Outer { [UpdateRule] private sealed partial record Inner : IGradientTransformation { PLAIN } private static Inner Made() => new(); }",
        "Outer.Made()",
        "PB3104"
    )]
    [InlineData("internal sealed partial record Inner : IGradientTransformation { PLAIN }", "new Inner()")]
    public void Rules_that_the_loop_can_not_name_are_refused(string declaration, string item, params string[] ids)
    {
        string rule = declaration.StartsWith("public static", StringComparison.Ordinal)
            ? declaration
            : "[UpdateRule] " + declaration;
        GeneratorDriverRun run = GeneratorDriverRun
            .Of(
                _generators,
                File(
                    $"{rule.Replace("PLAIN", Plain, StringComparison.Ordinal)} [FusedOptimizer] public static partial class Mine {{ static Chain Define() => Chain.Of({item}); }}"
                )
            )
            .AssertQuiet();

        Assert.Empty(run.ErrorsOfEmittedFiles());
        Assert.Equal(ids, run.Analyze(new RuleAnalyzer()).Select(found => found.Id));
    }

    [Fact]
    public void One_type_is_a_rule_or_an_optimizer()
    {
        GeneratorDriverRun run = GeneratorDriverRun
            .Of(
                _generators,
                File(
                    $"[UpdateRule, FusedOptimizer] public sealed partial record Both : IGradientTransformation {{ private Chain Define() => Chain.Of(new Scale(1)); {Plain} }}"
                )
            )
            .AssertCompiles();

        Assert.Equal("PB3101", Assert.Single(run.Analyze(new RuleAnalyzer())).Id);
    }

    /// <summary>What the compiler refuses in a declaration is no error of what is emitted beside it.</summary>
    [Theory]
    [InlineData("[FusedOptimizer] public static partial class D { static Chain Define(Missing x) => Chain.Of(new Scale(1)); }")]
    [InlineData(
        "[UpdateRule] public sealed partial record R : IGradientTransformation { public double Sx { set { } } private static (T Update, T X) Rule<T>(T gradient, [StartsAt(\"Sx\")] T x) CONSTRAINT => (gradient, x); }"
    )]
    [InlineData(
        "[UpdateRule] public sealed partial record R : IGradientTransformation { public ParameterFilter Where { set { } } private static T Rule<T>(T gradient) CONSTRAINT => gradient; }"
    )]
    [InlineData(
        "[UpdateRule] public sealed partial record R : IGradientTransformation { private static T Rule<T>() CONSTRAINT => T.One; }"
    )]
    public void No_error_of_an_emitted_file(string declaration)
    {
        GeneratorDriverRun run = GeneratorDriverRun
            .Of(_generators, File(declaration.Replace("CONSTRAINT", Constraint, StringComparison.Ordinal)))
            .AssertQuiet();

        run.Analyze(new RuleAnalyzer());
        Assert.Empty(run.ErrorsOfEmittedFiles());
    }

    /// <summary>A chain may be put together by whatever the compiler can see through.</summary>
    [Theory]
    [InlineData(
        "=> Chain.Of(Rule(), new Scale(1)); static IGradientTransformation Rule() => new ScaleByAdam();",
        "ScaleByAdam, Scale"
    )]
    [InlineData("=> Whole(); static Chain Whole() { return Chain.Of(new ScaleByAdam()); }", "ScaleByAdam")]
    [InlineData("{ IGradientTransformation Inner() { return new Scale(1); } return Chain.Of(Inner()); }", "Scale")]
    [InlineData(
        "{ IGradientTransformation first = new Scale(1); Chain all = Chain.Of(first, first); return all; }",
        "Scale, Scale"
    )]
    [InlineData("=> flag ? Chain.Of(new Scale(1)) : Chain.Of(new Scale(2));", "Scale")]
    [InlineData("=> flag ? throw new ArgumentException(nameof(flag)) : Chain.Of(new Scale(2));", "Scale")]
    [InlineData("=> Chain.Of(Two ? new Scale(1) : new ScaleByAdam()); const bool Two = true;", "Scale")]
    [InlineData(
        "=> Chain.Of(_first, Second); static readonly IGradientTransformation _first = new Scale(1); static Chain Second => Chain.Of(new ScaleByAdam());",
        "Scale, ScaleByAdam"
    )]
    [InlineData(
        "=> Chain.Of([new ScaleByAdam() with { Beta1 = 0.5 }, (Scale)new(Half)]); const double Half = 0.5;",
        "ScaleByAdam, Scale"
    )]
    [InlineData("=> Chain.Of(flag ? new Scale(1) : new ScaleByAdam());", null)]
    [InlineData(
        "{ IGradientTransformation first = new Scale(1); if (flag) { first = new ScaleByAdam(); } return Chain.Of(first); }",
        null
    )]
    [InlineData("=> Again(); static Chain Again() => Again();", null)]
    [InlineData(
        "=> Chain.Of(Passed(new Scale(1))); static IGradientTransformation Passed(IGradientTransformation rule) => rule;",
        null
    )]
    public void Chains_are_read_through_what_names_them(string definition, string? rules)
    {
        GeneratorDriverRun run = GeneratorDriverRun
            .Of(
                _generators,
                File(
                    $"[FusedOptimizer] public static partial class MyOptimizer {{ private static IGradientTransformation Define(bool flag) {definition} }}"
                )
            )
            .AssertQuiet();

        Assert.Empty(run.ErrorsOfEmittedFiles());
        Assert.Equal(rules is null ? ["PB3104"] : [], run.Analyze(new RuleAnalyzer()).Select(found => found.Id));
        if (rules is not null)
        {
            Assert.Contains($"One pass over a block: {rules};", Assert.Single(run.Files).Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp12, true, 1)]
    [InlineData(LanguageVersion.CSharp12, false, 1)]
    [InlineData(LanguageVersion.CSharp13, true, 1)]
    [InlineData(LanguageVersion.CSharp13, false, 0)]
    [InlineData(LanguageVersion.Preview, true, 0)]
    public async Task An_older_language_is_one_diagnostic(LanguageVersion version, bool hasBound, int expected)
    {
        string setting = hasBound ? "[Positive] public partial double Level { get; init; }" : string.Empty;
        string source = File(
            $"[UpdateRule] public sealed partial record MyRule : IGradientTransformation {{ {setting} {Plain} }}"
        );
        CSharpParseOptions options = TestCompilation.ParseOptions.WithLanguageVersion(version);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Old",
            [CSharpSyntaxTree.ParseText(source, options, "Source0.cs", System.Text.Encoding.UTF8)],
            TestCompilation.References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
        );
        CSharpGeneratorDriver
            .Create(_generators.Select(generator => generator.AsSourceGenerator()), parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);

        Assert.DoesNotContain(
            output.GetDiagnostics(),
            found =>
                found.Severity == DiagnosticSeverity.Error
                && found.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true
        );
        var found = await output.WithAnalyzers([new RuleAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        Assert.Equal(Enumerable.Repeat("PB3012", expected), found.Select(one => one.Id));
    }
}
