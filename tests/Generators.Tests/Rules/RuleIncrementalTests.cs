using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Pullback.Generators.Infrastructure;
using Pullback.Generators.Rules;
using Pullback.Generators.Tests.Infrastructure;
using Xunit;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;
using static Pullback.Generators.Tests.Rules.RuleSources;

namespace Pullback.Generators.Tests.Rules;

/// <summary>Why each step ran, exactly.</summary>
public class RuleIncrementalTests
{
    private static GeneratorDriverRun Run() =>
        GeneratorDriverRun
            .Of([new UpdateRuleGenerator(), new FusedOptimizerGenerator()], File(Decayed), File(Fused))
            .AssertCompiles();

    private static Func<CSharpCompilation, CSharpCompilation> Replace(int file, string source) =>
        compilation =>
            compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[file], TestCompilation.Parse(source, $"Source{file}.cs"));

    private static void AssertReasons(
        GeneratorDriverRun run,
        IncrementalStepRunReason readRule,
        IncrementalStepRunReason readFused,
        IncrementalStepRunReason emitRule,
        IncrementalStepRunReason emitFused
    )
    {
        Assert.Equal([readRule], run.Reasons(StepNames.ReadUpdateRule));
        Assert.Equal([readFused], run.Reasons(StepNames.ReadFusedOptimizer));
        Assert.Equal([emitRule, emitFused], run.OutputReasons());
    }

    [Fact]
    public void First_run_is_new() => AssertReasons(Run(), New, New, New, New);

    [Fact]
    public void Same_input_is_cached() => AssertReasons(Run().Again(compilation => compilation), Cached, Cached, Cached, Cached);

    [Fact]
    public void Unrelated_edit_runs_nothing_after_reading() =>
        AssertReasons(
            Run().Again(compilation => compilation.AddSyntaxTrees(TestCompilation.Parse("class Unrelated;", "Unrelated.cs"))),
            Cached,
            Cached,
            Cached,
            Cached
        );

    [Fact]
    public void Moved_declarations_run_nothing_after_reading() =>
        AssertReasons(Run().Again(Replace(0, "// moved\n\n" + File(Decayed))), Cached, Cached, Cached, Cached);

    [Fact]
    public void Edited_formula_emits_the_rule_only() =>
        AssertReasons(
            Run()
                .Again(Replace(0, File(Decayed.Replace("(decay * average) +", "(decay * average) -", StringComparison.Ordinal)))),
            Modified,
            Cached,
            Modified,
            Cached
        );

    [Fact]
    public void A_new_argument_of_the_rule_emits_the_chain_that_calls_it_too() =>
        AssertReasons(
            Run().Again(Replace(0, File(Decayed.Replace("T share)", "T share, T parameter)", StringComparison.Ordinal)))),
            Modified,
            Modified,
            Modified,
            Modified
        );

    [Fact]
    public void Another_order_emits_the_chain_only() =>
        AssertReasons(
            Run()
                .Again(
                    Replace(
                        1,
                        File(
                            Fused.Replace(
                                "new ScaleByLearningRate(learningRate)",
                                "new Scale(1.0), new ScaleByLearningRate(learningRate)",
                                StringComparison.Ordinal
                            )
                        )
                    )
                ),
            Cached,
            Modified,
            Cached,
            Modified
        );

    [Fact]
    public void Other_values_in_the_chain_emit_nothing() =>
        AssertReasons(
            Run().Again(Replace(1, File(Fused.Replace("RankAtLeast(2)", "RankAtLeast(3)", StringComparison.Ordinal)))),
            Cached,
            Cached,
            Cached,
            Cached
        );

    [Fact]
    public void Models_hold_no_symbols_nodes_or_locations()
    {
        GeneratorDriverRun run = Run();
        object[] models = [.. run.Values(StepNames.ReadUpdateRule), .. run.Values(StepNames.ReadFusedOptimizer)];

        Assert.Equal(2, models.Length);
        ModelWalk.AssertPlain(models);
    }

    [Fact]
    public void Equal_sources_give_equal_models_and_hashes()
    {
        GeneratorDriverRun one = Run();
        GeneratorDriverRun other = Run();
        foreach (string step in new[] { StepNames.ReadUpdateRule, StepNames.ReadFusedOptimizer })
        {
            Assert.Equal(one.Values(step), other.Values(step));
            Assert.Equal(
                one.Values(step).Select(model => model.GetHashCode()),
                other.Values(step).Select(model => model.GetHashCode())
            );
        }
    }
}
