using System.Reflection;
using Microsoft.CodeAnalysis;
using Pullback.Generators.Rules;
using Pullback.Generators.Tests.Infrastructure;
using Xunit;
using static Pullback.Generators.Tests.Rules.RuleSources;

namespace Pullback.Generators.Tests.Rules;

/// <summary>What is emitted for settings, of whatever kind they are.</summary>
public class RuleSettingTests
{
    private static readonly IIncrementalGenerator[] _generators = [new UpdateRuleGenerator(), new FusedOptimizerGenerator()];

    private const string Plain = "private static T Rule<T>(T gradient) " + Constraint + " => -gradient;";

    /// <summary>Two rules with a setting of one name, and one that computes a setting from another.</summary>
    private const string Exposing =
        "[UpdateRule] public sealed partial record A : IGradientTransformation { public double Level { get; init; } = 1; public double Alpha { get; init; } = 0.1; public double Beta { get => 1 - Alpha; init => Alpha = 1 - value; } "
        + Plain
        + " }\n[UpdateRule] public sealed partial record B : IGradientTransformation { public double Level { get; init; } = 2; "
        + Plain
        + " }\n[FusedOptimizer] public sealed partial record Both : IGradientTransformation { [ExposesSettings] private A First { get; init; } = new(); [ExposesSettings] private B Second { get; init; } = new() { Level = 3 }; public double Own { get; init; } private Chain Define() => Chain.Of(First, Second); public double Of(int rule) => rule == 0 ? First.Level : Second.Level; public double Exact => First.Alpha; }";

    [Fact]
    public void With_sets_what_is_given_and_nothing_else()
    {
        Type type = GeneratorDriverRun
            .Of(_generators, File(Exposing))
            .AssertCompiles()
            .Load()
            .GetType("Shop.Both", throwOnError: true)!;
        object start = Activator.CreateInstance(type)!;

        object other = With(start, ("own", 5.0));
        Assert.Equal((1.0, 3.0, 0.1), State(other));
        Assert.Equal(5.0, type.GetProperty("Own")!.GetValue(other));
        Assert.Equal((7.0, 7.0, 0.1), State(With(start, ("level", 7.0))));
        Assert.Equal((1.0, 3.0, 0.75), State(With(start, ("beta", 0.25))));
        Assert.Equal(start, With(start));

        object With(object record, params (string Name, object Value)[] given)
        {
            MethodInfo method = type.GetMethod("With")!;
            object?[] arguments = [.. method.GetParameters().Select(p => given.FirstOrDefault(one => one.Name == p.Name).Value)];
            return method.Invoke(record, arguments)!;
        }

        (object First, object Second, object Alpha) State(object record)
        {
            MethodInfo of = type.GetMethod("Of")!;
            return (of.Invoke(record, [0])!, of.Invoke(record, [1])!, type.GetProperty("Exact")!.GetValue(record)!);
        }
    }

    /// <summary>The emitted part of a partial property says what its author's part says.</summary>
    [Theory]
    [InlineData("[Positive] public required partial double A { get; init; }")]
    [InlineData("public required partial Schedule A { get; init; }")]
    [InlineData("[Positive] public unsafe partial double A { get; init; } = 1;")]
    [InlineData("public partial Schedule A { get; private init; } = 1;")]
    [InlineData("public partial Schedule A { get; internal init; } = 1;")]
    [InlineData("public partial Schedule A { get; } = 1;")]
    [InlineData("public partial List<(int First, string? Second)> A { get; init; } = [];")]
    [InlineData("[Positive] public partial double A { get; set; } = 1;")]
    [InlineData("public double Rate { get; init; } public double rate { get; init; } public Schedule @event { get; init; } = 1;")]
    [InlineData("[Positive] public partial double A { get; private init; } = 1;")]
    [InlineData("public List<(int First, string? Second)?>? A { get; init; }")]
    public void Settings_of_all_kinds_compile(string settings)
    {
        GeneratorDriverRun run = GeneratorDriverRun.Of(_generators, Rule(settings + Plain)).AssertCompiles();

        Assert.Empty(run.Analyze(new RuleAnalyzer()));
    }

    [Theory]
    [InlineData("[Positive, NotNegative] public partial double A { get; init; } = 1;", "PB3011", "beside [NotNegative]")]
    [InlineData("[Positive] public partial double A { get; } = 1;", "PB3011", "not public with get and init")]
    [InlineData("[Positive] public partial double? A { get; init; } = 1;", "PB3011", "does not fit the type double?")]
    [InlineData("[AtLeastOne] public partial int? A { get; init; } = 1;", "PB3011", "does not fit the type int?")]
    [InlineData("[Positive] public partial Schedule? A { get; init; } = 1;", "PB3011", "does not fit the type Schedule?")]
    public void A_bound_that_does_not_fit_is_the_only_error(string setting, string id, string reason) =>
        AssertOnly(Rule(setting + Plain), id, reason);

    [Theory]
    [InlineData("[ExposesSettings] private ScaleByAdam? A { get; init; }", "may be null")]
    [InlineData("[ExposesSettings] private ScaleByAdam A { get; } = new();", "can't be set at construction")]
    [InlineData("[ExposesSettings(null!, \"X\")] private ScaleByAdam A { get; init; } = new();", "excepts ''")]
    [InlineData("[ExposesSettings] private Chain A { get; init; } = Chain.Of();", "is of type Chain")]
    [InlineData(
        "[ExposesSettings] private Inner A { get; init; } = new();",
        "has the setting Secret, whose type is less accessible than MyOptimizer"
    )]
    public void An_exposure_that_can_not_be_is_the_only_error(string exposure, string reason) =>
        AssertOnly(
            File(
                $$"""
                internal sealed class Hidden;
                [UpdateRule] internal sealed partial record Inner : IGradientTransformation { public Hidden? Secret { get; init; } {{Plain}} }
                [FusedOptimizer] public sealed partial record MyOptimizer : IGradientTransformation { {{exposure}} private Chain Define() => Chain.Of(new Scale(1)); }
                """
            ),
            "PB3106",
            reason
        );

    /// <summary>The compiler says what is wrong here; what is emitted adds nothing to it.</summary>
    [Theory]
    [InlineData("public partial Missing A { get; init; }")]
    [InlineData("public Missing A { get; init; }")]
    [InlineData("public unsafe int* A { get; init; }")]
    [InlineData("[Posiitve] public partial double A { get; init; }")]
    [InlineData("[Positive] public partial double A { set; }")]
    [InlineData("[Positive] public static partial double A { get; set; }")]
    [InlineData("[Positive] public partial double this[int index] { get; init; }")]
    [InlineData("public sealed class OddAttribute : BoundAttribute; [Odd] public partial double A { get; init; } = 1;")]
    [InlineData("public sealed class Odd : BoundAttribute; [Odd] public partial double A { get; init; } = 1;")]
    [InlineData("[Positive] public partial double A => 1;")]
    public void What_the_compiler_refuses_is_no_error_of_an_emitted_file(string setting)
    {
        GeneratorDriverRun run = GeneratorDriverRun.Of(_generators, Rule(setting + Plain)).AssertQuiet();

        run.Analyze(new RuleAnalyzer());
        Assert.Empty(run.ErrorsOfEmittedFiles());
    }

    private static void AssertOnly(string source, string id, string reason)
    {
        GeneratorDriverRun run = GeneratorDriverRun.Of(_generators, source).AssertQuiet();

        Assert.DoesNotContain(run.Output.GetDiagnostics(), found => found.Severity == DiagnosticSeverity.Error);
        Diagnostic found = Assert.Single(run.Analyze(new RuleAnalyzer()));
        Assert.Equal(id, found.Id);
        Assert.Contains(reason, found.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
