using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Pullback.Generators.Graphs;
using Pullback.Generators.Infrastructure;
using Pullback.Generators.Tests.Infrastructure;
using Xunit;

namespace Pullback.Generators.Tests.Graphs;

/// <summary>What runs again after an edit, step by step, and that the output is a function of the declarations alone.</summary>
public sealed class GraphIncrementalTests
{
    private const string Other = "public static class Other { public static int One => 1; }";

    private static readonly string _source = LoadedGraph.Source(
        "Node x = g.Input(\"x\", 4); Node t = g.Target(\"t\", 2); Node y = Block(x).Dense(2); return new(y, y.MeanSquaredError(t));",
        "[Layer] static Node Block(Node x) => x.Dense(8).Apply<LeakyRelu>(0.1).Dropout(0.2);"
    );

    [Fact]
    public void The_first_run_is_new() => AssertReasons(Start(), IncrementalStepRunReason.New, IncrementalStepRunReason.New);

    [Fact]
    public void The_same_sources_run_nothing() =>
        AssertReasons(
            Start().Again(compilation => compilation),
            IncrementalStepRunReason.Cached,
            IncrementalStepRunReason.Cached
        );

    [Fact]
    public void An_unrelated_edit_reads_again_and_emits_nothing() =>
        AssertReasons(
            Start().Again(compilation => Replace(compilation, 1, Other.Replace("=> 1", "=> 2"))),
            IncrementalStepRunReason.Unchanged,
            IncrementalStepRunReason.Cached
        );

    [Fact]
    public void A_moved_declaration_emits_nothing() =>
        AssertReasons(
            Start().Again(compilation => Replace(compilation, 0, "// A comment.\n\n" + _source)),
            IncrementalStepRunReason.Unchanged,
            IncrementalStepRunReason.Cached
        );

    [Fact]
    public void A_renamed_local_emits_nothing() =>
        AssertReasons(
            Start()
                .Again(compilation =>
                    Replace(compilation, 0, _source.Replace("Node y =", "Node logits =").Replace("(y, y.", "(logits, logits."))
                ),
            IncrementalStepRunReason.Unchanged,
            IncrementalStepRunReason.Cached
        );

    [Fact]
    public void An_edited_graph_emits() =>
        AssertReasons(
            Start().Again(compilation => Replace(compilation, 0, _source.Replace("Dense(8)", "Dense(9)"))),
            IncrementalStepRunReason.Modified,
            IncrementalStepRunReason.Modified
        );

    [Fact]
    public void An_edit_that_only_changes_what_is_reported_emits_nothing()
    {
        // Both are wrong, in two ways: what is emitted is the same.
        string wrong = _source.Replace("Dense(8)", "Dense(0)");
        GeneratorDriverRun run = GeneratorDriverRun.Of(new LayerGraphGenerator(), wrong, Other);
        AssertReasons(
            run.Again(compilation => Replace(compilation, 0, wrong.Replace("Dense(0)", "Dense(-1)"))),
            IncrementalStepRunReason.Unchanged,
            IncrementalStepRunReason.Cached
        );
    }

    [Fact]
    public void Models_hold_no_symbols() => ModelWalk.AssertPlain(Start().Values(StepNames.ReadLayerGraph));

    [Fact]
    public void The_order_of_files_does_not_matter()
    {
        string second = _source.Replace("class Net", "class AnotherNet");
        var forth = LoadedGraph.Generate(_source, second, Other).Files.OrderBy(file => file.HintName, StringComparer.Ordinal);
        var back = LoadedGraph.Generate(Other, second, _source).Files.OrderBy(file => file.HintName, StringComparer.Ordinal);

        Assert.Equal(forth, back);
    }

    [Fact]
    public void The_culture_does_not_matter()
    {
        string expected = LoadedGraph.Generate(_source).Files.Single().Text;
        using (new CultureScope())
        {
            Assert.Equal(expected, LoadedGraph.Generate(_source).Files.Single().Text);
        }
    }

    [Fact]
    public void Two_parts_with_the_attribute_are_emitted_once()
    {
        string twice = _source + "\n[LayerGraph] public static partial class Net { }";

        Assert.Single(GeneratorDriverRun.Of(new LayerGraphGenerator(), twice).AssertQuiet().Files);
    }

    private static GeneratorDriverRun Start() => GeneratorDriverRun.Of(new LayerGraphGenerator(), _source, Other);

    private static void AssertReasons(GeneratorDriverRun run, IncrementalStepRunReason read, IncrementalStepRunReason output)
    {
        run.AssertQuiet();
        Assert.Equal([read], run.Reasons(StepNames.ReadLayerGraph));
        Assert.Equal([output], run.OutputReasons());
    }

    private static CSharpCompilation Replace(CSharpCompilation compilation, int index, string source) =>
        compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[index], TestCompilation.Parse(source, $"Source{index}.cs"));
}
