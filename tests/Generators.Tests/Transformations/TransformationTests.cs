using Microsoft.CodeAnalysis.CSharp;
using Pullback.Generators.Infrastructure;
using Pullback.Generators.Rules;
using Pullback.Generators.Tests.Infrastructure;
using Pullback.Generators.Transformations;
using Xunit;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace Pullback.Generators.Tests.Transformations;

/// <summary>What the library's rules over whole tensors and its composed optimizers get: text, diagnostics, and why each step ran.</summary>
public class TransformationTests
{
    private const string Heading = """
        #pragma warning disable CS1591 // The tests are not about documentation.
        using System.Numerics;
        using Pullback.Ops;
        using Pullback.Optimizers;
        using Pullback.Optimizers.Kernels;

        namespace Shop;


        """;

    private const string Halved = """
        [TensorRule("LastUpdate")]
        public sealed partial record Halved : IGradientTransformation
        {
            [Positive]
            public partial double Factor { get; init; } = 0.5;

            public ParameterFilter Where { get; init; } = ParameterFilter.All;

            Shape? ITensorRule.ShapeOf(int kept, TensorSlot slot) => slot.Shape;

            void ITensorRule.Run<T>(TensorWork<T> work)
            {
                for (int i = 0; i < work.Update.Length; i++)
                {
                    work.Update[i] = T.CreateTruncating(Factor) * work.Gradient[i];
                }
                work.Update.CopyTo(work.Kept(0));
            }
        }
        """;

    private const string Descent = """
        [ComposedOptimizer]
        public sealed partial record Descent : IGradientTransformation
        {
            [NotNegative]
            public partial Schedule LearningRate { get; init; } = 0.1;

            private Chain Define() => Chain.Of(new Halved(), new ScaleByLearningRate(LearningRate));
        }
        """;

    /// <summary>The attributes are internal to the library: the sources are compiled as one of its friends.</summary>
    private static CSharpCompilation Compilation(string first = Halved, string second = Descent) =>
        TestCompilation.Create([Heading + first + "\n", Heading + second + "\n"], "Pullback.Optimizers.Tests");

    private static GeneratorDriverRun Run() =>
        GeneratorDriverRun.Of([new TransformationGenerator()], Compilation()).AssertCompiles();

    private static string Text(string name) =>
        Assert.Single(Run().Files, file => file.HintName.Contains(name, StringComparison.Ordinal)).Text;

    [Fact]
    public void A_rule_over_whole_tensors() => Snapshot.Verify("Halved", Text("Halved.TensorRule"));

    [Fact]
    public void A_composed_optimizer() => Snapshot.Verify("Descent", Text("Descent.ComposedOptimizer"));

    [Fact]
    public void Bounds_may_stand_on_both() => Assert.Empty(Run().Analyze(new RuleAnalyzer()));

    [Theory]
    [InlineData("sealed partial record Halved", "partial record Halved")]
    [InlineData("sealed partial record Halved", "sealed record Halved")]
    [InlineData(" : IGradientTransformation", "")]
    public void A_type_that_nothing_can_be_added_to_is_left_to_the_compiler(string was, string becomes)
    {
        GeneratorDriverRun run = GeneratorDriverRun
            .Of([new TransformationGenerator()], Compilation(Halved.Replace(was, becomes, StringComparison.Ordinal)))
            .AssertQuiet();

        Assert.DoesNotContain(run.Files, file => file.HintName.Contains("Halved", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_what_was_edited_is_emitted_again()
    {
        GeneratorDriverRun first = Run();
        AssertReasons(first, New, New);
        AssertReasons(first.Again(compilation => compilation), Cached, Cached);
        AssertReasons(
            first.Again(compilation => compilation.AddSyntaxTrees(TestCompilation.Parse("class Unrelated;", "Unrelated.cs"))),
            Cached,
            Cached
        );
        string edited = Heading + Halved.Replace("LastUpdate", "Update", StringComparison.Ordinal);
        AssertReasons(
            first.Again(compilation =>
                compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], TestCompilation.Parse(edited, "Source0.cs"))
            ),
            Modified,
            Cached
        );
    }

    [Fact]
    public void Models_hold_no_symbols_nodes_or_locations()
    {
        GeneratorDriverRun run = Run();
        object[] models = [.. run.Values(StepNames.ReadTensorRule), .. run.Values(StepNames.ReadComposedOptimizer)];

        Assert.Equal(2, models.Length);
        ModelWalk.AssertPlain(models);
        Assert.Equal(models[..1], Run().Values(StepNames.ReadTensorRule));
    }

    private static void AssertReasons(
        GeneratorDriverRun run,
        Microsoft.CodeAnalysis.IncrementalStepRunReason rule,
        Microsoft.CodeAnalysis.IncrementalStepRunReason composed
    )
    {
        Assert.Equal([rule], run.Reasons(StepNames.ReadTensorRule));
        Assert.Equal([composed], run.Reasons(StepNames.ReadComposedOptimizer));
        Assert.Equal([rule, composed], run.OutputReasons());
    }
}
