using System.Reflection;
using Microsoft.CodeAnalysis;
using Pullback.Generators.Rules;
using Pullback.Generators.Tests.Infrastructure;
using Pullback.Optimizers.Kernels;
using Xunit;
using static Pullback.Generators.Tests.Rules.RuleSources;

namespace Pullback.Generators.Tests.Rules;

/// <summary>Names that meet: of types, of what a state keeps, of settings, and of what is emitted beside them.</summary>
public class RuleNameTests
{
    private static readonly IIncrementalGenerator[] _generators = [new UpdateRuleGenerator(), new FusedOptimizerGenerator()];

    private const string Plain = "private static T Rule<T>(T gradient) " + Constraint + " => -gradient;";

    private static GeneratorDriverRun Run(string declarations) => GeneratorDriverRun.Of(_generators, File(declarations));

    /// <summary>Two files whose names differ in case alone are one to the compiler.</summary>
    [Theory]
    [InlineData("Rule1", "rule1")]
    [InlineData("Ascent", "ASCENT")]
    public void Types_may_differ_in_case_alone(string first, string second)
    {
        GeneratorDriverRun run = Run(
                $$"""
                [UpdateRule] public sealed partial record {{first}} : IGradientTransformation { {{Plain}} }
                [UpdateRule] public sealed partial record {{second}} : IGradientTransformation { {{Plain}} }
                public static partial class {{first}}s { [FusedOptimizer] public static partial class Own { static Chain Define() => Chain.Of(new {{first}}()); } }
                public static partial class {{second}}s { [FusedOptimizer] public static partial class Own { static Chain Define() => Chain.Of(new {{second}}()); } }
                """
            )
            .AssertCompiles();

        Assert.Empty(run.Analyze(new RuleAnalyzer()));
        Assert.Equal(4, run.Files.Select(file => file.HintName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(
            run.Files.Select(file => file.HintName),
            GeneratorDriverRun.Of(_generators, run.Output.SyntaxTrees.First().ToString()).Files.Select(file => file.HintName)
        );
    }

    [Fact]
    public void Only_the_compiler_complains_of_an_attribute_on_two_parts_of_a_type()
    {
        GeneratorDriverRun run = Run(
                $$"""
                [UpdateRule] public sealed partial record MyRule : IGradientTransformation { {{Plain}} }
                [UpdateRule] public sealed partial record MyRule;
                """
            )
            .AssertQuiet();

        Assert.Equal("CS0579", Assert.Single(run.Output.GetDiagnostics(), IsError).Id);
    }

    [Theory]
    [InlineData("private static (T Update, T Mean, T mean) Rule<T>(T gradient, T mean) CONSTRAINT => (gradient, mean, mean);")]
    [InlineData(
        "private (double A, double a) Coefficients(long step) => (1, 2); private static T Rule<T>(T gradient, T a) CONSTRAINT => gradient * a;"
    )]
    [InlineData(
        "private (double A, double a) TensorCoefficients(long step) => (1, 2); private static T Rule<T>(T gradient, T a) CONSTRAINT => gradient * a;"
    )]
    [InlineData(
        "private static (T A, T a) Sums<T>(T gradient) CONSTRAINT => (gradient, gradient); private double Coefficients(long step, double a) => a; private static T Rule<T>(T gradient, T b) CONSTRAINT => gradient * b;"
    )]
    [InlineData(
        "private static T Sums<T>(T gradient, T a) CONSTRAINT => gradient * a; private (double A, double a) SumCoefficients(long step) => (1, 2); private double Coefficients(long step, double sum) => sum; private static T Rule<T>(T gradient, T b) CONSTRAINT => gradient * b;"
    )]
    public void Names_that_differ_in_the_case_of_the_first_letter_are_one(string body) =>
        AssertTakenTwice(Rule(body.Replace("CONSTRAINT", Constraint, StringComparison.Ordinal)), "differ in the case");

    [Fact]
    public void Members_of_every_state_are_known()
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        IEnumerable<string> names = Enumerable
            .Concat<MemberInfo>(typeof(RuleState<double>).GetMembers(All), typeof(object).GetMembers(All))
            .Concat(typeof(Pullback.Optimizers.OptimizerState<double>).GetMembers(All))
            .Where(member =>
                member is MethodInfo { IsSpecialName: false, IsAssembly: false, IsFamilyAndAssembly: false, IsPrivate: false }
                || (member is PropertyInfo { GetMethod: { IsAssembly: false, IsPrivate: false } })
            )
            .Select(member => member.Name)
            .Distinct();

        Assert.Equal(names.Order(StringComparer.Ordinal), StateMembers.OfEveryState.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Copy")]
    [InlineData("With")]
    [InlineData("Tensors")]
    [InlineData("Restore")]
    [InlineData("Scalars")]
    [InlineData("GetSlot")]
    [InlineData("MyRuleState")]
    [InlineData("T")]
    public void What_a_state_keeps_can_not_be_called_as_what_it_has(string name)
    {
        string argument = char.ToLowerInvariant(name[0]) + name[1..];
        AssertTakenTwice(
            Rule(
                $"private static (T Update, T {name}) Rule<T>(T gradient, T {argument}) {Constraint} => (gradient, {argument});"
            ),
            "for what every state is or has"
        );
        AssertTakenTwice(
            Rule(
                $"private (double A, double {name}) TensorCoefficients(long step, double {argument}) => (1, {argument}); private static T Rule<T>(T gradient, T a) {Constraint} => a * gradient;"
            ),
            "for what every state is or has"
        );
    }

    private static void AssertTakenTwice(string source, string reason)
    {
        GeneratorDriverRun run = GeneratorDriverRun.Of(_generators, source).AssertQuiet();

        Assert.DoesNotContain(run.Output.GetDiagnostics(), IsError);
        Diagnostic found = Assert.Single(run.Analyze(new RuleAnalyzer()));
        Assert.Equal("PB3006", found.Id);
        Assert.Contains(reason, found.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;
}
