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

    /// <summary>Nobody but the emitted code sees these names, so they give way.</summary>
    [Theory]
    [InlineData(
        "private static (T Update, T Average, T NextAverage, T AverageMemory, T NextAverageMemory) Rule<T>(T gradient, T average, T nextAverage, T averageMemory, T nextAverageMemory) CONSTRAINT => (gradient, average, nextAverage, averageMemory, nextAverageMemory);"
    )]
    [InlineData(
        "private static (T A, T B) Sums<T>(T gradient, T aTerm) CONSTRAINT => (gradient * aTerm, gradient); private double SumCoefficients(long step) => 1; private double Coefficients(long step, double a, double b) => a + b; private static T Rule<T>(T gradient, T scale) CONSTRAINT => gradient * scale;"
    )]
    [InlineData(
        "private double Coefficients(long step) => 1; private static (T Update, T Trace) Rule<T>(T gradient, T BlockCoefficient, T trace) CONSTRAINT => (gradient * BlockCoefficient, trace);"
    )]
    [InlineData(
        "PLAIN public double Loop { get; init; } public double MeasureLoop { get; init; } public int Optimizer { get; init; }"
    )]
    [InlineData("PLAIN public double _maxDegreeOfParallelism { get; init; }")]
    [InlineData("PLAIN public ParameterFilter Mask { get; init; } = ParameterFilter.All; public double WithMask { get; init; }")]
    [InlineData(
        "PLAIN public ParameterFilter Mask { get; init; } = ParameterFilter.All; public MyRule WithMask(ParameterFilter value) => this;"
    )]
    [InlineData(
        "PLAIN public double Init() => 1; public static double Update<T>(T one) => 1; public double Lane { get => 1; }",
        "Lane"
    )]
    [InlineData("PLAIN public double Description { get; init; }", "Description")]
    [InlineData("PLAIN public double Init { get; init; }", "Init")]
    [InlineData("PLAIN public sealed class Lane;", "Lane")]
    [InlineData("PLAIN public double MaxDegreeOfParallelism { get; init; }", "MaxDegreeOfParallelism")]
    [InlineData(
        "private double Coefficients(long step) => 1; private static T Rule<T>(T gradient, T TLane) CONSTRAINT => gradient * TLane;",
        "TLane"
    )]
    public void Members_of_the_user_give_way_or_are_refused(string body, string? refused = null)
    {
        string source = Rule(
            body.Replace("PLAIN", Plain, StringComparison.Ordinal).Replace("CONSTRAINT", Constraint, StringComparison.Ordinal)
        );
        if (refused is not null)
        {
            AssertTakenTwice(source, $"The name {refused} of 'MyRule'");
            return;
        }
        Assert.Empty(GeneratorDriverRun.Of(_generators, source).AssertCompiles().Analyze(new RuleAnalyzer()));
    }

    [Theory]
    [InlineData("Optimizer")]
    [InlineData("Loop")]
    [InlineData("MeasureLoop")]
    [InlineData("State", true)]
    [InlineData("Lane")]
    [InlineData("Description")]
    [InlineData("Create", true)]
    public void A_fused_optimizer_may_have_any_name_but_those_that_its_users_need(string name, bool isRefused = false)
    {
        const string Chain = "Chain Define() => Chain.Of(new ScaleByAdam(), new ScaleByDog());";
        string record =
            $"[FusedOptimizer] public sealed partial record {name} : IGradientTransformation {{ private {Chain} }} public class Loop<T>;";
        string ofClass = $"[FusedOptimizer] public static partial class {name} {{ private static {Chain} }}";

        Assert.Empty(Run(record).AssertCompiles().Analyze(new RuleAnalyzer()));
        if (isRefused)
        {
            AssertTakenTwice(File(ofClass), "as the type itself");
        }
        else
        {
            Assert.Empty(Run(ofClass).AssertCompiles().Analyze(new RuleAnalyzer()));
        }
    }

    [Fact]
    public void What_rules_of_a_chain_keep_under_one_name_is_told_apart()
    {
        GeneratorDriverRun run = Run(
                "[FusedOptimizer] public static partial class Two { static Chain Define() => Chain.Of(new ScaleByDog(), new ScaleByMadGrad(), new ScaleByDog()); }"
            )
            .AssertCompiles();

        Assert.Empty(run.Analyze(new RuleAnalyzer()));
    }

    /// <summary>A nested type of that name would take the place of the user's in the signature of his own <c>Define</c>.</summary>
    [Fact]
    public void Types_of_the_user_stay_what_they_are() =>
        Run(
                "public class Optimizer; public class State; public class Loop; [FusedOptimizer] public static partial class Own { public static Chain Define(Optimizer a, State b, Loop c) => Chain.Of(new Scale(1)); }"
            )
            .AssertCompiles();

    [Theory]
    [InlineData("public sealed class MyRuleState<T>;", "MyRuleState")]
    [InlineData("public sealed class MyRuleState;", null)]
    public void The_type_of_the_state_may_be_taken(string declaration, string? refused)
    {
        string source = File(
            $"{declaration} [UpdateRule] public sealed partial record MyRule : IGradientTransformation {{ {Plain} }}"
        );
        if (refused is null)
        {
            GeneratorDriverRun.Of(_generators, source).AssertCompiles();
        }
        else
        {
            AssertTakenTwice(source, "the state that is emitted");
        }
    }

    [Theory]
    [InlineData("record Level", "[ExposesSettings] private A First { get; init; } = new();", "the type itself")]
    [InlineData(
        "record Other",
        "[ExposesSettings] private A First { get; init; } = new(); [ExposesSettings] private B Second { get; init; } = new();",
        "differ in their types"
    )]
    [InlineData(
        "record Other",
        "[ExposesSettings] private A First { get; init; } = new(); [ExposesSettings(\"Level\")] private B Second { get; init; } = new();",
        null
    )]
    public void Exposed_settings_can_not_mean_two_things(string type, string exposures, string? reason)
    {
        string source = File(
            $$"""
            [UpdateRule] public sealed partial record A : IGradientTransformation { public double Level { get; init; } public Schedule Trace { get; init; } = 1; {{Plain}} }
            [UpdateRule] public sealed partial record B : IGradientTransformation { public Schedule Level { get; init; } = 1; {{Plain}} }
            [FusedOptimizer] public sealed partial {{type}} : IGradientTransformation { {{exposures}} private Chain Define() => Chain.Of(First, new Trace()); }
            """
        );
        if (reason is not null)
        {
            AssertTakenTwice(source, reason);
            return;
        }
        Assert.Empty(GeneratorDriverRun.Of(_generators, source).AssertCompiles().Analyze(new RuleAnalyzer()));
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
