using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Pullback.Generators.Diagnostics;
using Pullback.Generators.Graphs;
using Pullback.Generators.Tests.Infrastructure;
using Xunit;

namespace Pullback.Generators.Tests.Graphs;

/// <summary>
/// Each diagnostic, its place and, where numbers matter, its words. In the sources, what must be underlined stands between ⟦ and ⟧; code that is right
/// has no such mark and must give no diagnostic.
/// </summary>
public sealed class GraphDiagnosticsTests
{
    private const string Rest = "return new Model(x.Dense(2));";

    public static TheoryData<string, string> Bodies =>
        new()
        {
            // What is read.
            {
                "",
                "Node x = g.Input(\"x\", 4); const int width = 2 * 8; int n = width + 1; n++; return new Model(x.Dense(n).Dense(width > 3 ? 2 : 1));"
            },
            {
                "",
                "Node x = g.Input(\"x\", 4); for (int i = 0; i < 3; i++) { if (i == 1) continue; x = x.Dense(4 + i); } " + Rest
            },
            { "", "Node x = g.Input(\"x\", 4); foreach (int w in new[] { 8, 4 }) x = x.Dense(w); " + Rest },
            {
                "",
                "Node x = g.Input(\"x\", 4); int[] widths = [8, 4]; for (int i = 0; i < widths.Length; i++) x = x.Dense(widths[i]); "
                    + Rest
            },
            {
                "",
                "Node x = g.Input(\"x\", 4); int i = 0; while (i < 2) { x = x.Dense(3); i += 1; } do { i--; } while (i > 0); "
                    + Rest
            },
            {
                "",
                "Node x = g.Input(\"x\", 4); for (int i = 0; i < 2; i++) using (g.Scope($\"block{i}\")) x = x.Dense(3); " + Rest
            },
            {
                "",
                "var (x, y) = (g.Input(\"x\", 4), g.Input(\"y\", 4)); (x, y) = (y, x); var pair = (a: x, b: y); x = pair.a + pair.b; "
                    + Rest
            },
            { "", "Node x = g.Input(\"x\", 4); x = Pair(x, width: 3); x = Pair(width: 5, x: x, twice: true); " + Rest },
            { "", "Node x = g.Input(\"x\", System.Math.Max(3, 4)); x = Generic<Relu>(x).Extended(4); " + Rest },
            {
                "",
                "Node x = g.Input(\"x\", 4); x = x.Apply<LeakyRelu>(1.0 / 8); x = x.Dropout(0.5f).LayerNorm(epsilon: 1e-6).LeakyRelu(0.2); "
                    + Rest
            },
            { "", "var x = g.Input(\"x\", 4); Node? unused = null; _ = unused; { int x2 = 3; x = x.Dense(x2); } ; " + Rest },
            // What is not.
            { "PB1101", "Node x = g.Input(\"x\", 4); ⟦try { x = x.Dense(3); } finally { }⟧ " + Rest },
            { "PB1101", "Node x = g.Input(\"x\", 4); ⟦switch (1) { case 1: break; }⟧ " + Rest },
            { "PB1102", "Node x = g.Input(\"x\", 4); x = ⟦Local(x)⟧; return new Model(x); Node Local(Node n) => n;" },
            { "PB1102", "Node x = g.Input(\"x\", 4); System.Func<Node, Node> f = ⟦n => n⟧; x = f(x); " + Rest },
            { "PB1101", "Node x = g.Input(\"x\", 4); ⟦lock (new object()) { }⟧ " + Rest },
            { "PB1102", "Node x = g.Input(\"x\", 4); var f = ⟦(int i) => i⟧; " + Rest },
            { "PB1102", "Node x = g.Input(\"x\", 4); object o = ⟦new object()⟧; " + Rest },
            { "PB1103", "Node x = g.Input(\"x\", ⟦Size⟧); " + Rest },
            { "PB1103", "Node x = g.Input(\"x\", ⟦ReadOnlySize⟧); " + Rest },
            { "PB1103", "Node x = g.Input(\"x\", ⟦Property⟧); " + Rest },
            { "PB1103", "Node x = g.Input(\"x\", 4); if (⟦Flag⟧) x = x.Dense(3); " + Rest },
            { "PB1103", "Node x = g.Input(\"x\", 4); for (int i = 0; i < ⟦Size⟧; i++) x = x.Dense(3); " + Rest },
            { "PB1103", "Node x = g.Input(\"x\", 4 / ⟦Size⟧); " + Rest },
            { "PB1103", "Node x = g.Input(\"x\", 4); int zero = 0; x = x.Dense(⟦3 / zero⟧); " + Rest },
            { "PB1104", "Node x = g.Input(\"x\", 4); x = ⟦NoLayer(x)⟧; " + Rest },
            { "PB1104", "Node x = g.Input(\"x\", 4); x = x.⟦NoLayer()⟧; " + Rest },
            { "PB1106", "Node x = g.Input(\"x\", 4); x = Recursive(x); " + Rest },
            { "PB1107", "Node x = g.Input(\"x\", 4); ⟦for⟧ (int i = 0; i < 1000000; i++) { x = x; } " + Rest },
            { "PB1107", "Node x = g.Input(\"x\", 4); ⟦for⟧ (int i = 0; ; i++) x = x.Dense(4); " + Rest },
            { "PB1108", "Node x = g.Input(\"x\", 4); x = x.⟦Apply<NoFormula>()⟧; " + Rest },
            // What is wrong with the graph.
            {
                "PB1201",
                "Node x = g.Input(\"x\", 64); var p = g.DenseParameters(128, 4); x = x.Dense(32).Apply<Relu>().⟦Dense(p)⟧; "
                    + Rest
            },
            { "PB1201", "Node x = g.Input(\"x\", 4); x = ⟦x + x.Dense(3)⟧; " + Rest },
            {
                "PB1201",
                "Node x = g.Input(\"x\", 4); Node t = g.Labels(\"t\", 3); Node y = x.Dense(2); return new Model(y, y.⟦SoftmaxCrossEntropy(t)⟧);"
            },
            {
                "PB1201",
                "Node x = g.Input(\"x\", 4); Node t = g.Target(\"t\", 3); Node y = x.Dense(2); return new(y, y.⟦MeanSquaredError(t)⟧);"
            },
            { "PB1202", "Node x = g.Input(\"x\", 4).⟦Dense(0)⟧; " + Rest },
            { "PB1202", "Node x = g.⟦Input(\"x\", -1)⟧; " + Rest },
            { "PB1202", "Node x = g.Input(\"x\", 4).Dense(100_000).⟦Dense(100_000)⟧; " + Rest },
            { "PB1203", "Node x = g.Input(\"x\", 4).⟦Dropout(1.0)⟧; " + Rest },
            { "PB1203", "Node x = g.Input(\"x\", 4).⟦LayerNorm(0)⟧; " + Rest },
            { "PB1203", "Node x = g.Input(\"x\", 4).⟦Apply<LeakyRelu>()⟧; " + Rest },
            { "PB1203", "Node x = ⟦g.Input(\"x\", 4) * (1.0 / 0.0)⟧; " + Rest },
            {
                "PB1204",
                "Node x = g.Input(\"x\", 4); Node t = g.Labels(\"t\", 3); Node u = g.Target(\"u\", 2); return new(x.Dense(2), t.⟦Dense(2)⟧.MeanSquaredError(u));"
            },
            { "PB1204", "Node x = g.Input(\"x\", 4); Node y = x.Dense(2); return new(y, y.⟦SoftmaxCrossEntropy(x)⟧);" },
            { "PB1205", "Node x = g.Input(\"x\", 4); Node y = x.Dense(2); return new(y, y.⟦Dense(1)⟧);" },
            { "PB1205", "Node x = g.Input(\"x\", 4); Node t = g.Target(\"t\", 4); return new(x.⟦MeanSquaredError(t)⟧);" },
            { "PB1206", "Node x = g.Input(\"x\", 4); Node y = g.⟦Input(\"y\", 4)⟧; " + Rest },
            { "PB1206", "Node x = g.Input(\"x\", 4); Node y = x.⟦Dense(3)⟧; " + Rest },
            { "PB1207", "Node x = g.⟦Input(\"class\", 4)⟧; " + Rest },
            { "PB1207", "Node x = g.⟦Input(\"two words\", 4)⟧; " + Rest },
            { "PB1207", "Node x = g.⟦Input(\"parameters\", 4)⟧; " + Rest },
            { "PB1207", "Node x = g.Input(\"x\", 4).⟦Dense(3, name: \"a.b\")⟧; " + Rest },
            { "PB1208", "Node x = g.Input(\"x\", 4); Node y = g.⟦Input(\"x\", 4)⟧; x = x + y; " + Rest },
            { "PB1208", "Node x = g.Input(\"x\", 4).Dense(3, name: \"a\").⟦Dense(3, name: \"a\")⟧; " + Rest },
        };

    private const string Members = """
            static int Size = 3;
            static readonly int ReadOnlySize = 3;
            static int Property => 3;
            static bool Flag => true;
            static Node NoLayer(this Node x) => x;
            [Layer] static Node Pair(Node x, int width, bool twice = false) => twice ? x.Dense(width).Dense(width) : x.Dense(width);
            [Layer] static Node Generic<TOp>(Node x) where TOp : struct, IElementwiseOp { return x.Apply<TOp>(); }
            [Layer] static Node Extended(this Node x, int width) => Pair(x, width);
            [Layer] static Node Recursive(Node x) => x.Dense(3) + ⟪Recursive(x)⟫;
            public struct NoFormula : IElementwiseOp { }
        """;

    [Theory]
    [MemberData(nameof(Bodies))]
    public void A_body_gives_what_is_marked(string id, string body)
    {
        // The mark inside of the layer counts only where the layer is used.
        string members = id == "PB1106" ? Members.Replace('⟪', '⟦').Replace('⟫', '⟧') : Members.Replace("⟪", "").Replace("⟫", "");
        AssertMarked(id, LoadedGraph.Source(body, members));
    }

    public static TheoryData<string, string> Declarations =>
        new()
        {
            { "PB1001", "[LayerGraph] public static class ⟦Net⟧ { static Model Define(Graph g) => null!; }" },
            {
                "PB1001",
                "public static class Outer { [LayerGraph] public static partial class ⟦Net⟧ { static Model Define(Graph g) => null!; } }"
            },
            { "PB1002", "[LayerGraph] public static partial class ⟦Net⟧ { }" },
            { "PB1002", "[LayerGraph] public static partial class Net { static int ⟦Define⟧(Graph g) => 1; }" },
            { "PB1002", "[LayerGraph] public static partial class Net { static Model ⟦Define⟧() => null!; }" },
            { "PB1002", "[LayerGraph] public static partial class Net { static Model ⟦Define⟧(Graph g, int n) => null!; }" },
            { "PB1002", "[LayerGraph] public partial class Net { Model ⟦Define⟧(Graph g) => null!; }" },
            { "PB1002", "[LayerGraph] public static partial class Net { static Model ⟦Define⟧<T>(Graph g) => null!; }" },
            { "PB1003", "[LayerGraph] public static partial class ⟦Net⟧<T> { static Model Define(Graph g) => null!; }" },
            {
                "PB1003",
                "public partial class Outer<T> { [LayerGraph] public static partial class ⟦Net⟧ { static Model Define(Graph g) => null!; } }"
            },
        };

    [Theory]
    [MemberData(nameof(Declarations))]
    public void A_declaration_gives_what_is_marked(string id, string declaration) =>
        AssertMarked(id, "using Pullback.Ops;\n" + declaration);

    [Fact]
    public void A_layer_of_another_assembly_has_no_source()
    {
        const string library = """
            using Pullback.Ops;
            public static class Library { [Layer] public static Node Wide(Node x) => x.Dense(100); }
            """;
        using var stream = new MemoryStream();
        Assert.True(TestCompilation.Create([library], "Layers").Emit(stream).Success);
        MetadataReference reference = MetadataReference.CreateFromImage(stream.ToArray());
        const string source = "return new Model(Library.Wide(g.Input(\"x\", 4)));";
        GeneratorDriverRun run = GeneratorDriverRun.Of(
            [new LayerGraphGenerator()],
            TestCompilation.Create([LoadedGraph.Source(source)], furtherReferences: [reference])
        );

        Diagnostic found = Assert.Single(run.Analyze(new LayerGraphAnalyzer()));

        Assert.Equal("PB1105", found.Id);
        Assert.Contains("'Layers'", found.GetMessage(), StringComparison.Ordinal);
        Assert.Equal("Wide(g.Input(\"x\", 4))", Underlined(found));
    }

    [Theory]
    [InlineData("x", "PB1208")]
    [InlineData("parameters", "PB1207")]
    [InlineData("class", "PB1207")]
    [InlineData("1x", "PB1207")]
    [InlineData("a b", "PB1207")]
    [InlineData("", "PB1207")]
    public void An_impossible_name_is_one_error_and_the_emitted_members_compile(string name, string id)
    {
        string source = $"Node x = g.Input(\"x\", 4); Node y = g.Input(\"{name}\", 4); return new Model((x + y).Dense(2));";
        GeneratorDriverRun run = GeneratorDriverRun.Of(new LayerGraphGenerator(), LoadedGraph.Source(source));

        run.AssertCompiles();
        Assert.Equal(id, Assert.Single(run.Analyze(new LayerGraphAnalyzer())).Id);
    }

    [Fact]
    public void A_wrong_shape_is_said_with_both_shapes()
    {
        Diagnostic found = Assert.Single(
            Analyze(
                LoadedGraph.Source(
                    "Node x = g.Input(\"x\", 64); var p = g.DenseParameters(128, 4); return new Model(x.Dense(64).Dense(p));"
                )
            )
        );

        Assert.Contains("[batch, 64]", found.GetMessage(), StringComparison.Ordinal);
        Assert.Contains("[batch, 128]", found.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_mistake_gives_one_error_and_users_of_the_graph_still_compile()
    {
        const string user = """
            using Pullback.Ops;
            public static class User
            {
                public static float[] Run(RandomKey key, float[] pixels, int[] labels)
                {
                    TensorSet<float> parameters = Net.Initialize<float>(key);
                    Workspace<float> workspace = Net.CreateWorkspace<float>(8);
                    Evaluation<float> evaluation = Net.Evaluate(parameters, pixels, labels, key, workspace);
                    _ = (Net.Layout, Net.Definition, Net.SavedLength(3), evaluation);
                    Net.Forward(parameters, pixels, key, new float[1], new float[1]);
                    Net.Backward(parameters, pixels, new float[1], new float[1], new float[1], new float[1]);
                    return Net.Predict(parameters, pixels);
                }
            }
            """;
        const string body = """
            Node pixels = g.Input("pixels", 64, gradient: true);
            Node labels = g.Labels("labels", 10);
            Node logits = (pixels.Dense(3) + pixels.Dense(4)).Dropout(0.5).Dense(10);
            return new Model(logits, logits.SoftmaxCrossEntropy(labels));
            """;
        GeneratorDriverRun run = LoadedGraph.Generate(LoadedGraph.Source(body), user);

        Assert.Empty(run.Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        Assert.Equal("PB1201", Assert.Single(run.Analyze(new LayerGraphAnalyzer())).Id);
    }

    [Fact]
    public void Code_that_does_not_compile_is_the_compilers_to_report() =>
        Assert.Empty(Analyze(LoadedGraph.Source("Node x = g.Input(\"x\", 4).Missing(3); return new Model(x.Dense(\"wide\"));")));

    [Fact]
    public void A_definition_without_a_model_is_reported() =>
        Assert.Equal("Define", Underlined(Assert.Single(Analyze(LoadedGraph.Source("g.Input(\"x\", 4); return null!;")))));

    [Fact]
    public void A_pragma_suppresses()
    {
        const string body = """
            Node x = g.Input("x", 4);
            #pragma warning disable PB1202
            x = x.Dense(0);
            #pragma warning restore PB1202
            return new Model(x);
            """;
        Assert.Empty(Analyze(LoadedGraph.Source(body)));
    }

    [Fact]
    public void Every_id_of_the_table_is_tested()
    {
        string[] tested =
        [
            .. Bodies
                .Concat(Declarations)
                .Select(row => (string)((object[])row)[0])
                .Append("PB1105")
                .Where(id => id.Length > 0)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        Assert.Equal(GraphDiagnostics.All.Select(descriptor => descriptor.Id).Order(StringComparer.Ordinal), tested);
    }

    [Fact]
    public void What_an_editor_sees_while_a_graph_is_typed_never_throws() =>
        Truncation.AssertNeverThrows(
            new LayerGraphGenerator(),
            new LayerGraphAnalyzer(),
            LoadedGraph.Source(
                "Node x = g.Input(\"x\", 4); for (int i = 0; i < 2; i++) { x = Wide(x, i + 2).Apply<LeakyRelu>(0.1) + x.Dense(i + 2); } return new(x);",
                "[Layer] static Node Wide(Node x, int width) => x.Dense(width);"
            )
        );

    private static void AssertMarked(string id, string marked)
    {
        string source = marked.Replace("⟦", "").Replace("⟧", "");
        ImmutableArray<Diagnostic> found = Analyze(source);
        if (id.Length == 0)
        {
            Assert.Empty(found);
            LoadedGraph.Generate(source).AssertQuiet();
            return;
        }
        string expected = marked.Contains('⟦') ? marked[(marked.IndexOf('⟦') + 1)..marked.IndexOf('⟧')] : "";
        Assert.Equal(
            $"{id} at {expected}",
            string.Join("; ", found.Select(diagnostic => $"{diagnostic.Id} at {Underlined(diagnostic)}"))
        );
        LoadedGraph.Generate(source).AssertQuiet();
    }

    private static ImmutableArray<Diagnostic> Analyze(string source) =>
        GeneratorDriverRun.Of(new LayerGraphGenerator(), source).AssertQuiet().Analyze(new LayerGraphAnalyzer());

    private static string Underlined(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);
}
