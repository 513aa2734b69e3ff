using Microsoft.CodeAnalysis;
using Pullback.Generators.Rules;
using Pullback.Generators.Tests.Infrastructure;
using Xunit;
using static Pullback.Generators.Tests.Rules.RuleSources;

namespace Pullback.Generators.Tests.Rules;

/// <summary>Each mistake is one diagnostic, at its place, with its reason; and nothing else is wrong with the build.</summary>
public class RuleDiagnosticTests
{
    private const string Plain = "private static T Rule<T>(T gradient) " + Constraint + " => -gradient;";

    private const string Scaled = "private static T Rule<T>(T gradient, T scale) " + Constraint + " => gradient * scale;";

    private const string Own = """
        public sealed class Own : IGradientTransformation
        {
            public OptimizerState<T> Init<T>(TensorSet<T> parameters) where T : unmanaged, IFloatingPointIeee754<T> => throw null!;
            public TransformationResult<T> Update<T>(TensorSet<T> gradients, OptimizerState<T> state, TensorSet<T> parameters, StepInputs<T>? inputs = null)
                where T : unmanaged, IFloatingPointIeee754<T> => throw null!;
        }
        """;

    /// <summary>Id, the text at the place, part of the message, the source.</summary>
    public static TheoryData<string, string, string, string> Mistakes =>
        new()
        {
            { "PB3001", "MyRule", "is not sealed", Rule(Plain, "public partial record MyRule : IGradientTransformation") },
            { "PB3001", "MyRule", "is not partial", Rule(Plain, "public sealed record MyRule : IGradientTransformation") },
            {
                "PB3001",
                "MyRule",
                "is not a record class",
                Rule(Plain, "public sealed partial class MyRule : IGradientTransformation")
            },
            {
                "PB3001",
                "MyRule",
                "does not implement IGradientTransformation",
                Rule(Plain, "public sealed partial record MyRule")
            },
            {
                "PB3001",
                "MyRule",
                "has type parameters",
                Rule(Plain, "public sealed partial record MyRule<TOther> : IGradientTransformation")
            },
            { "PB3002", "MyRule", "has no method Rule", Rule("") },
            { "PB3002", "Rule", "is not static", Rule("private T Rule<T>(T gradient) " + Constraint + " => -gradient;") },
            {
                "PB3002",
                "Rule",
                "does not have exactly one type parameter",
                Rule("private static double Rule(double gradient) => -gradient;")
            },
            {
                "PB3002",
                "Rule",
                "does not constrain T",
                Rule("private static T Rule<T>(T gradient) where T : INumber<T> => -gradient;")
            },
            {
                "PB3002",
                "Rule",
                "the parameter 'rate'",
                Rule("private static T Rule<T>(T gradient, double rate) " + Constraint + " => -gradient;")
            },
            {
                "PB3002",
                "Rule",
                "returns neither T nor a tuple of T",
                Rule("private static bool Rule<T>(T gradient) " + Constraint + " => gradient > T.Zero;")
            },
            {
                "PB3002",
                "Rule",
                "first member is not called Update",
                Rule("private static (T Step, T Sum) Rule<T>(T gradient, T sum) " + Constraint + " => (gradient, sum);")
            },
            {
                "PB3002",
                "Rule",
                "a member without a name",
                Rule("private static (T Update, T) Rule<T>(T gradient, T item2) " + Constraint + " => (gradient, item2);")
            },
            {
                "PB3003",
                "Coefficients",
                "does not take the step",
                Rule(
                    "private double Coefficients() => 1;\nprivate static T Rule<T>(T gradient, T factor) "
                        + Constraint
                        + " => gradient * factor;"
                )
            },
            {
                "PB3003",
                "Coefficients",
                "returns neither a double nor a tuple of named doubles",
                Rule(
                    "private float Coefficients(long step) => 1;\nprivate static T Rule<T>(T gradient, T factor) "
                        + Constraint
                        + " => gradient * factor;"
                )
            },
            {
                "PB3003",
                "Coefficients",
                "returns no Product with its next value",
                Rule(
                    "private (double A, double B) Coefficients(long step, double product) => (1, product);\nprivate static T Rule<T>(T gradient, T a, T b) "
                        + Constraint
                        + " => gradient * a * b;"
                )
            },
            {
                "PB3003",
                "Coefficients",
                "2 arguments that could be it",
                Rule(
                    "private double Coefficients(long step) => 1;\nprivate static T Rule<T>(T gradient, T a, T b) "
                        + Constraint
                        + " => gradient * a * b;"
                )
            },
            {
                "PB3004",
                "shift",
                "return a member Shift to make it a slot",
                Rule("private static T Rule<T>(T gradient, T shift) " + Constraint + " => gradient + shift;")
            },
            {
                "PB3005",
                "Rule",
                "no argument 'velocity'",
                Rule("private static (T Update, T Velocity) Rule<T>(T gradient) " + Constraint + " => (gradient, gradient);")
            },
            {
                "PB3006",
                "Rule",
                "Parameter of 'MyRule' is used twice",
                Rule(
                    "private static (T Update, T Parameter) Rule<T>(T gradient, T parameter) "
                        + Constraint
                        + " => (gradient, parameter);"
                )
            },
            {
                "PB3007",
                "Coefficients",
                "returns Share, but Rule has no argument 'share'",
                Rule(
                    "private (double Decay, double Share) Coefficients(long step) => (0.9, 0.1);\nprivate static T Rule<T>(T gradient, T decay) "
                        + Constraint
                        + " => gradient * decay;"
                )
            },
            {
                "PB3008",
                "gradient",
                "is not kept in the state",
                Rule("private static T Rule<T>([StartsAt(1.0)] T gradient) " + Constraint + " => -gradient;")
            },
            {
                "PB3008",
                "sum",
                "'Nothing', which is not a property of type double",
                Rule(
                    "private static (T Update, T Sum) Rule<T>(T gradient, [StartsAt(\"Nothing\")] T sum) "
                        + Constraint
                        + " => (gradient, sum);"
                )
            },
            {
                "PB3008",
                "share",
                "is a number, which starts at a value or at a property",
                Rule(
                    "private (double Factor, double Share) Coefficients(long step, [StartsAt] double share) => (share, share);\nprivate static T Rule<T>(T gradient, T factor) "
                        + Constraint
                        + " => gradient * factor;"
                )
            },
            {
                "PB3003",
                "TensorCoefficients",
                "the parameter 'tensor', which is not a plain TensorSlot",
                Rule(
                    "private double TensorCoefficients(long step, double tensor) => 1;\nprivate static T Rule<T>(T gradient, T factor) "
                        + Constraint
                        + " => gradient * factor;"
                )
            },
            {
                "PB3009",
                "Where",
                "not a property of type ParameterFilter",
                Rule("public string Where { get; init; } = \"*\";\n" + Plain)
            },
            {
                "PB2101",
                "for",
                "",
                Rule(
                    "private static T Rule<T>(T gradient) "
                        + Constraint
                        + " { for (int i = 0; i < 2; i++) { gradient += gradient; } return gradient; }"
                )
            },
            {
                "PB3101",
                "MyOptimizer",
                "is not partial",
                File(
                    "[FusedOptimizer]\npublic static class MyOptimizer { static IGradientTransformation Define() => Chain.Of(new Scale(1.0)); }"
                )
            },
            {
                "PB3101",
                "MyOptimizer",
                "neither a static class nor a sealed record",
                File(
                    "[FusedOptimizer]\npublic partial class MyOptimizer { static IGradientTransformation Define() => Chain.Of(new Scale(1.0)); }"
                )
            },
            {
                "PB3101",
                "MyOptimizer",
                "is not sealed",
                File(
                    "[FusedOptimizer]\npublic partial record MyOptimizer : IGradientTransformation { Chain Define() => Chain.Of(new Scale(1.0)); }"
                )
            },
            {
                "PB3102",
                "MyOptimizer",
                "has no method Define",
                File("[FusedOptimizer]\npublic static partial class MyOptimizer;")
            },
            {
                "PB3102",
                "Define",
                "does not return an IGradientTransformation",
                File("[FusedOptimizer]\npublic static partial class MyOptimizer { static int Define() => 1; }")
            },
            {
                "PB3102",
                "Define",
                "takes its settings from properties",
                File(
                    "[FusedOptimizer]\npublic sealed partial record MyOptimizer : IGradientTransformation { Chain Define(int x) => Chain.Of(new Scale(x)); }"
                )
            },
            {
                "PB3103",
                "Define",
                "does not return exactly one expression",
                Chain("{ if (flag) { return Chain.Of(new Scale(1.0)); } return Chain.Of(); }", "bool flag")
            },
            {
                "PB3103",
                "Chain.Of(list)",
                "a collection that exists at run time only",
                Chain("=> Chain.Of(list);", "List<IGradientTransformation> list")
            },
            {
                "PB3103",
                "Chain.Of([.. list])",
                "a collection that exists at run time only",
                Chain("=> Chain.Of([.. list]);", "List<IGradientTransformation> list")
            },
            {
                "PB3104",
                "first",
                "which rule it is, is known at run time only",
                Chain("=> Chain.Of(first, new Scale(1.0));", "IGradientTransformation first")
            },
            {
                "PB3104",
                "inner",
                "which rules it holds, is known at run time only",
                Chain("=> Chain.Of(inner, new Scale(1.0));", "Chain inner")
            },
            { "PB3104", "new Own()", "not an [UpdateRule], so it has no lane", Chain("=> Chain.Of(new Own());") + Own },
            {
                "PB3106",
                "Direction",
                "excepts 'Betaa', which is no setting of ScaleByAdam",
                File(
                    "[FusedOptimizer] public sealed partial record MyOptimizer : IGradientTransformation { [ExposesSettings(\"Betaa\")] private ScaleByAdam Direction { get; init; } = new(); Chain Define() => Chain.Of(Direction); }"
                )
            },
            {
                "PB3011",
                "Factor",
                "does not hold for the default -1.0",
                Rule("[Positive] public partial double Factor { get; init; } = -1; " + Plain)
            },
            {
                "PB3106",
                "Direction",
                "is not private",
                File(
                    "[FusedOptimizer] public sealed partial record MyOptimizer : IGradientTransformation { [ExposesSettings] public ScaleByAdam Direction { get; init; } = new(); Chain Define() => Chain.Of(Direction); }"
                )
            },
            {
                "PB3106",
                "Text",
                "is of type string",
                File(
                    "[FusedOptimizer] public sealed partial record MyOptimizer : IGradientTransformation { [ExposesSettings] private string Text { get; init; } = string.Empty; Chain Define() => Chain.Of(new Scale(1)); }"
                )
            },
            {
                "PB3011",
                "Factor",
                "is on a property that is not partial",
                Rule("[Positive] public double Factor { get; init; } = 1; " + Plain)
            },
            {
                "PB3011",
                "Name",
                "does not fit the type string",
                Rule("[Finite] public partial string Name { get; init; } = \"a\"; " + Plain)
            },
            {
                "PB3011",
                "Count",
                "does not fit the type double",
                Rule("[AtLeastOne] public partial double Count { get; init; } = 1; " + Plain)
            },
            {
                "PB3011",
                "Factor",
                "neither an [UpdateRule] nor a [FusedOptimizer] record",
                File("public sealed class Other { [Positive] public double Factor { get; init; } }")
            },
            {
                "PB3010",
                "Sums",
                "is not static",
                Rule(
                    "private T Sums<T>(T gradient) "
                        + Constraint
                        + " => gradient; private double Coefficients(long step, double sum) => sum; "
                        + Scaled
                )
            },
            {
                "PB3010",
                "Sums",
                "a member without a name",
                Rule(
                    "private static (T A, T) Sums<T>(T gradient) "
                        + Constraint
                        + " => (gradient, gradient); private double Coefficients(long step, double a) => a; "
                        + Scaled
                )
            },
            {
                "PB3004",
                "other",
                "'other' of 'MyRule.Sums' is neither",
                Rule(
                    "private static T Sums<T>(T gradient, T other) "
                        + Constraint
                        + " => gradient * other; private double Coefficients(long step, double sum) => sum; "
                        + Scaled
                )
            },
            {
                "PB3003",
                "TensorCoefficients",
                "TensorCoefficients of 'MyRule' does not take the step",
                Rule("private double TensorCoefficients(double slotNorm) => slotNorm; " + Scaled)
            },
            {
                "PB3003",
                "SumCoefficients",
                "'kept', which is not a number that Coefficients keeps",
                Rule(
                    "private static T Sums<T>(T gradient, T weight) "
                        + Constraint
                        + " => gradient * weight; private double SumCoefficients(long step, double kept) => kept;"
                        + " private double Coefficients(long step, double sum) => sum; "
                        + Scaled
                )
            },
            {
                "PB3006",
                "TensorCoefficients",
                "Scale of 'MyRule' is used twice",
                Rule(
                    "private (double Scale, double Other) TensorCoefficients(long step) => (1, 2);"
                        + " private (double Scale, double More) Coefficients(long step) => (1, 2);"
                        + " private static T Rule<T>(T gradient, T scale, T other, T more) "
                        + Constraint
                        + " => gradient * scale * other * more;"
                )
            },
            {
                "PB3007",
                "Sums",
                "neither Coefficients nor TensorCoefficients has an argument 'sum'",
                Rule("private static T Sums<T>(T gradient) " + Constraint + " => gradient; " + Plain)
            },
        };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_one_diagnostic_at_its_place(string id, string place, string reason, string source)
    {
        GeneratorDriverRun run = GeneratorDriverRun
            .Of([new UpdateRuleGenerator(), new FusedOptimizerGenerator()], source)
            .AssertQuiet();

        Diagnostic found = Assert.Single(run.Analyze(new RuleAnalyzer()));

        Assert.Equal(id, found.Id);
        Assert.Equal(place, source.Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length));
        Assert.Contains(reason, found.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        // What is not partial, or generic, gets no members, and with those it has the compiler's own error.
        bool canBeExtended = id is not ("PB3001" or "PB3101") || reason is "is not sealed" or "is not a record class";
        if (canBeExtended)
        {
            Assert.DoesNotContain(run.Output.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        }
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_pragma_silences_it(string id, string place, string reason, string source)
    {
        _ = (place, reason);
        GeneratorDriverRun run = GeneratorDriverRun.Of(
            [new UpdateRuleGenerator(), new FusedOptimizerGenerator()],
            $"#pragma warning disable {id}\n{source}"
        );

        Assert.Empty(run.Analyze(new RuleAnalyzer()));
    }

    [Fact]
    public void What_is_right_is_not_reported()
    {
        GeneratorDriverRun run = GeneratorDriverRun
            .Of([new UpdateRuleGenerator(), new FusedOptimizerGenerator()], File(Decayed), File(Fused))
            .AssertCompiles();

        Assert.Empty(run.Analyze(new RuleAnalyzer()));
    }
}
