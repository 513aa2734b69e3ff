using System.Reflection;
using Pullback.Generators.Formulas;
using Pullback.Generators.Graphs;
using Pullback.Generators.Infrastructure;
using Pullback.Generators.Tests.Infrastructure;
using Pullback.Graphs;
using Pullback.Ops;

namespace Pullback.Generators.Tests.Graphs;

/// <summary>A graph that was compiled from source in a test, with what was emitted for it, and loaded.</summary>
internal sealed class LoadedGraph
{
    private LoadedGraph(Type type, GraphDeclaration declaration)
    {
        Type = type;
        Declaration = declaration;
    }

    /// <summary>The class of the graph.</summary>
    public Type Type { get; }

    /// <summary>What the generator read.</summary>
    public GraphDeclaration Declaration { get; }

    /// <summary>The graph with handles on its emitted kernels.</summary>
    public GraphDefinition Definition => (GraphDefinition)Type.GetProperty("Definition")!.GetValue(null)!;

    public GraphModel Graph => Declaration.Content!.Graph!;

    /// <summary>Compiles a source file whose graph is a class called Net.</summary>
    public static LoadedGraph Compile(string source)
    {
        GeneratorDriverRun run = Generate(source).AssertCompiles();
        var declaration = (GraphDeclaration)run.Values(StepNames.ReadLayerGraph).Single();
        Assembly assembly = run.Load();
        return new LoadedGraph(
            assembly.GetType("Net") ?? throw new InvalidOperationException("There is no type Net."),
            declaration
        );
    }

    /// <summary>Compiles the body of <c>Define</c>, with members beside it.</summary>
    public static LoadedGraph OfBody(string body, string members = "") => Compile(Source(body, members));

    public static GeneratorDriverRun Generate(params string[] sources) =>
        GeneratorDriverRun.Of([new LayerGraphGenerator(), new ElementwiseOpGenerator()], sources);

    /// <summary>A source file with one graph.</summary>
    public static string Source(string body, string members = "") =>
        $$"""
            using Pullback.Ops;

            /// <summary>A graph.</summary>
            [LayerGraph]
            public static partial class Net
            {
                static Model Define(Graph g)
                {
                    {{body}}
                }
            {{members}}
            }
            """;

    /// <summary>A batch of normal numbers, and labels that run through all classes.</summary>
    public GraphInputs<T> Inputs<T>(int rows, RandomKey key)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        var inputs = new GraphInputs<T>(rows);
        foreach (GraphNode node in Graph.GivenNodes)
        {
            if (node.Op is LabelsOp labels)
            {
                inputs = inputs.WithLabels(
                    node.Name,
                    [.. Enumerable.Range(0, rows).Select(row => (row * 7 + 3) % labels.Classes)]
                );
                continue;
            }
            // The same numbers in float and double, up to rounding: what differs between the two is then the kernels.
            double[] values = new double[rows * node.Features];
            key.Fold(node.Id).FillNormal(values.AsSpan());
            inputs = inputs.With(node.Name, [.. values.Select(value => T.CreateTruncating((float)value))]);
        }
        return inputs;
    }
}
