using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Pullback.Generators.Formulas;
using Pullback.Generators.Infrastructure;
using Pullback.Generators.Tests.Infrastructure;
using Xunit;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace Pullback.Generators.Tests.Formulas;

public class ElementwiseOpIncrementalTests
{
    private static readonly string _first = FormulaSources.Op("=> x * T.Tanh(x);", name: "First");
    private static readonly string _second = FormulaSources.Op("=> T.Max(x, T.Zero);", name: "Second");

    private static GeneratorDriverRun Run() =>
        GeneratorDriverRun.Of(new ElementwiseOpGenerator(), _first, _second).AssertCompiles();

    private static Func<CSharpCompilation, CSharpCompilation> Replace(string source) =>
        compilation => compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], TestCompilation.Parse(source, "Source0.cs"));

    private static void AssertReasons(GeneratorDriverRun run, IncrementalStepRunReason[] read, IncrementalStepRunReason[] output)
    {
        Assert.Equal(read, run.Reasons(StepNames.ReadElementwiseOp));
        Assert.Equal(output, run.OutputReasons());
    }

    [Fact]
    public void First_run_is_new() => AssertReasons(Run(), [New, New], [New, New]);

    [Fact]
    public void Same_input_is_cached() =>
        AssertReasons(Run().Again(compilation => compilation), [Cached, Cached], [Cached, Cached]);

    [Fact]
    public void Unrelated_edit_runs_nothing_after_reading() =>
        AssertReasons(
            Run().Again(compilation => compilation.AddSyntaxTrees(TestCompilation.Parse("class Unrelated;", "Unrelated.cs"))),
            [Unchanged, Unchanged],
            [Cached, Cached]
        );

    [Fact]
    public void Moved_declaration_runs_nothing_after_reading() =>
        AssertReasons(Run().Again(Replace("// moved\n\n" + _first)), [Unchanged, Unchanged], [Cached, Cached]);

    [Fact]
    public void Rewritten_but_equal_formula_runs_nothing_after_reading() =>
        AssertReasons(
            Run().Again(Replace(_first.Replace("public readonly", "/* same */ public readonly", StringComparison.Ordinal))),
            [Unchanged, Unchanged],
            [Cached, Cached]
        );

    [Fact]
    public void Edited_formula_runs_its_own_output_only() =>
        AssertReasons(
            Run().Again(Replace(_first.Replace("T.Tanh(x)", "T.Sin(x)", StringComparison.Ordinal))),
            [Modified, Unchanged],
            [Modified, Cached]
        );

    [Fact]
    public void Added_constant_runs_its_own_output_only() =>
        AssertReasons(
            Run().Again(Replace(_first.Replace("(T x)", "(T x, T slope)", StringComparison.Ordinal))),
            [Modified, Unchanged],
            [Modified, Cached]
        );

    [Fact]
    public void Edit_that_only_the_analyzer_sees_runs_nothing_after_reading()
    {
        GeneratorDriverRun run = GeneratorDriverRun.Of(new ElementwiseOpGenerator(), FormulaSources.Op("=> T.Atan(x);"));

        AssertReasons(run.Again(Replace(FormulaSources.Op("=> T.Atan(x) ;"))), [Unchanged], [Cached]);
    }

    [Fact]
    public void Removed_op_is_removed()
    {
        GeneratorDriverRun run = Run().Again(Replace("class Nothing;"));

        Assert.Equal(["Shop.Second.ElementwiseOp.g.cs"], run.Files.Select(file => file.HintName));
    }

    [Fact]
    public void Models_hold_no_symbols_nodes_or_locations()
    {
        object[] models = Run().Values(StepNames.ReadElementwiseOp);

        Assert.Equal(2, models.Length);
        ModelWalk.AssertPlain(models);
    }

    [Fact]
    public void Equal_sources_give_equal_models_and_hashes()
    {
        object[] one = Run().Values(StepNames.ReadElementwiseOp);
        object[] other = Run().Values(StepNames.ReadElementwiseOp);

        Assert.Equal(one, other);
        Assert.Equal(one.Select(model => model.GetHashCode()), other.Select(model => model.GetHashCode()));
    }
}
