using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Pullback.Generators.Graphs;
using Pullback.Ops;

namespace Pullback.Bench.Generator;

/// <summary>A compilation with a large graph and an unrelated file, and the generator over it: what an editor does at each keystroke.</summary>
internal sealed class GeneratorRun
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview);

    private readonly CSharpCompilation compilation;
    private readonly SyntaxTree unrelated;
    private GeneratorDriver driver;

    /// <param name="layers">How many dense layers the graph has.</param>
    public GeneratorRun(int layers)
    {
        unrelated = Parse("class Unrelated { int Answer() => 42; }");
        compilation = CSharpCompilation.Create(
            "Declared",
            [Parse(Declaration(layers)), unrelated],
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
        );
        driver = NewDriver();
    }

    /// <summary>The number of characters that the last run emitted.</summary>
    public int EmittedCharacters =>
        driver.GetRunResult().Results.SelectMany(result => result.GeneratedSources).Sum(source => source.SourceText.Length);

    /// <summary>Everything from reading to emitting, without caches.</summary>
    public void RunAnew()
    {
        driver = NewDriver().RunGenerators(compilation);
        ThrowOnProblem();
    }

    /// <summary>Once more after an edit elsewhere, with the caches of the last run.</summary>
    /// <param name="edit">Different numbers are different edits.</param>
    public void RunAfterUnrelatedEdit(int edit)
    {
        SyntaxTree edited = Parse(string.Create(CultureInfo.InvariantCulture, $"class Unrelated {{ int Answer() => {edit}; }}"));
        driver = driver.RunGenerators(compilation.ReplaceSyntaxTree(unrelated, edited));
    }

    private static GeneratorDriver NewDriver() =>
        CSharpGeneratorDriver.Create([new LayerGraphGenerator().AsSourceGenerator()], parseOptions: Options);

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, Options);

    private static string Declaration(int layers)
    {
        var text = new StringBuilder();
        text.AppendLine("using Pullback.Ops;")
            .AppendLine("[LayerGraph] public static partial class Deep {")
            .AppendLine("static Model Define(Graph g) {")
            .AppendLine("Node x = g.Input(\"x\", 64); Node labels = g.Labels(\"labels\", classes: 10);");
        for (int layer = 0; layer < layers; layer++)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"Node h{layer} = {(layer == 0 ? "x" : $"h{layer - 1}")}.Dense(64).Relu();"
            );
        }
        return text.AppendLine(CultureInfo.InvariantCulture, $"Node logits = h{layers - 1}.Dense(10);")
            .AppendLine("return new Model(logits, logits.SoftmaxCrossEntropy(labels)); } }")
            .ToString();
    }

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Append(typeof(Graph).Assembly.Location)
            .Distinct(StringComparer.Ordinal)
            .Select(path => MetadataReference.CreateFromFile(path));

    private void ThrowOnProblem()
    {
        GeneratorDriverRunResult result = driver.GetRunResult();
        if (result.Results.Any(run => run.Exception is not null) || result.GeneratedTrees.IsEmpty)
        {
            throw new InvalidOperationException("The generator failed or emitted nothing.");
        }
    }
}
