using Pullback.Generators.Graphs;
using Pullback.Generators.Graphs.Emit;
using Pullback.Generators.Tests.Infrastructure;
using Pullback.Ops;
using Xunit;

namespace Pullback.Generators.Tests.Graphs;

/// <summary>What emitted code looks like, and what it costs.</summary>
public sealed class GraphEmissionTests
{
    [Fact]
    public void Digits() => Snapshot.Verify("Digits", Emitted("digits"));

    [Fact]
    public void Residual() => Snapshot.Verify("Residual", Emitted("residual"));

    public static TheoryData<string> Names => [.. GraphCases.Bodies.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Fusion_makes_fewer_calls_and_the_plan_takes_less_memory(string name)
    {
        GraphDeclaration declaration = Declaration(name);
        ReadGraph content = declaration.Content!;
        CompiledGraph plain = CompiledGraph.Of(
            content.Graph!,
            content.OutputDerivatives,
            new CompileOptions(Fuse: false, ReuseMemory: false)
        );
        CompiledGraph fused = CompiledGraph.Of(content.Graph!, content.OutputDerivatives, CompileOptions.Default);

        Assert.True(fused.Train.Schedule.Steps.Count() <= plain.Train.Schedule.Steps.Count());
        Assert.True(fused.Train.Plan.Width <= plain.Train.Plan.Width);
        Assert.True(fused.Predict.Plan.Width <= plain.Predict.Plan.Width);
    }

    [Fact]
    public void The_digits_graph_runs_in_the_calls_that_it_needs()
    {
        ReadGraph content = Declaration("digits").Content!;
        CompiledGraph compiled = CompiledGraph.Of(content.Graph!, content.OutputDerivatives, CompileOptions.Default);

        // Mask; dense1 with bias, activation and dropout; dense2 with bias.
        Assert.Equal(3, compiled.Train.Schedule.Forward.Count);
        // Bias of dense2, its weight, its input; activation with the bias of dense1; the weight of dense1. No gradient towards the pixels.
        Assert.Equal(5, compiled.Train.Schedule.Backward.Count);
        // Output and slope of the hidden layer; the mask's place is the gradient's.
        Assert.Equal(3 * 128, compiled.Train.Plan.Width);
        // The hidden layer alone.
        Assert.Equal(128, compiled.Predict.Plan.Width);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    public void A_step_allocates_a_few_hundred_bytes_and_spans_allocate_nothing(int rows)
    {
        LoadedGraph graph = GraphCases.Load("digits");
        GraphKernels<float> kernels = graph.Definition.Kernels<float>();
        var key = new RandomKey(3);
        TensorSet<float> parameters = kernels.Initialize(key);
        GraphInputs<float> inputs = graph.Inputs<float>(rows, key);
        Workspace<float> workspace = kernels.CreateWorkspace(rows);
        float[] saved = new float[kernels.SavedLength(rows)];
        float[] output = new float[rows * 10];
        float[] gradients = new float[kernels.Layout.BufferLength];

        Assert.InRange(Allocated(() => kernels.Evaluate(parameters, inputs, key, workspace)), 1, 600);
        Assert.Equal(0, Allocated(() => kernels.Forward(parameters, inputs, key, saved, output)));
        Assert.Equal(0, Allocated(() => kernels.Backward(parameters, inputs, key, saved, output, gradients, [])));
    }

    /// <summary>A user's own names come first in the user's namespace, and emitted code must not mean them.</summary>
    [Fact]
    public void Names_of_the_users_own_do_no_harm()
    {
        const string source = """
            using Ops = Pullback.Ops;

            namespace Company.Models
            {
                /// <summary>In the way.</summary>
                public static class Dense { }

                /// <summary>In the way.</summary>
                public sealed class Lanes { }

                /// <summary>A graph.</summary>
                [Ops.LayerGraph]
                public static partial class Net
                {
                    /// <summary>In the way.</summary>
                    public static int Dropout => 3;

                    /// <summary>In the way.</summary>
                    public static int Shape() => 3;

                    static Ops.Model Define(Ops.Graph g)
                    {
                        Ops.Node x = g.Input("x", 4);
                        Ops.Node t = g.Target("t", 2);
                        Ops.Node y = x.Dense(3, name: "tensorSet").Apply<Ops.Relu>().Dropout(0.5).Dense(2, name: "span");
                        return new(y, y.MeanSquaredError(t));
                    }

                    private sealed class Throw { }
                }
            }

            namespace Company
            {
                /// <summary>In the way.</summary>
                public static class MatrixProduct { }
            }
            """;

        LoadedGraph.Generate(source).AssertCompiles();
    }

    [Theory]
    [InlineData("Acme.Pullback")]
    [InlineData("Shop.System")]
    public void Namespaces_of_the_user_may_be_called_as_those_of_the_library(string name) =>
        LoadedGraph
            .Generate(
                LoadedGraph
                    .Source(GraphCases.Bodies["digits"])
                    .Replace("using Pullback.Ops;", $"using Pullback.Ops;\n\nnamespace {name};", StringComparison.Ordinal)
            )
            .AssertCompiles();

    private static string Emitted(string name) =>
        LoadedGraph
            .Generate(
                LoadedGraph
                    .Source(GraphCases.Bodies[name])
                    .Replace("using Pullback.Ops;", "using Pullback.Ops;\n\nnamespace Shop;")
            )
            .AssertCompiles()
            .Files.Single()
            .Text;

    private static GraphDeclaration Declaration(string name) => GraphCases.Read(name);

    private static long Allocated(Action action)
    {
        for (int i = 0; i < 3; i++)
        {
            action();
        }
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
