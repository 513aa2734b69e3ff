using System.Numerics;
using Xunit;

namespace Pullback.Ops.Tests.Execution;

public sealed class GraphDefinitionTests
{
    private static readonly Graph Graph = Graph.Define(g => new Model(g.Input("x", 2).Dense(3)));

    [Fact]
    public void It_hands_out_the_kernels_of_each_element_type()
    {
        var single = new Handle<float>(Graph.Layout);
        var twice = new Handle<double>(Graph.Layout);

        var definition = new GraphDefinition(Graph, single, twice);

        Assert.Same(single, definition.Kernels<float>());
        Assert.Same(twice, definition.Kernels<double>());
        Assert.Same(Graph, definition.Graph);
        Assert.Equal(Graph.Layout, definition.Interpreter.Layout);
    }

    [Fact]
    public void Another_element_type_is_refused_by_name()
    {
        var definition = new GraphDefinition(Graph, new Handle<float>(Graph.Layout), new Handle<double>(Graph.Layout));

        var error = Assert.Throws<NotSupportedException>(() => definition.Kernels<Half>());

        Assert.Contains("Half", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Kernels_of_another_graph_are_refused()
    {
        TensorLayout other = new([("dense1.weight", new Shape(2, 4)), ("dense1.bias", new Shape(4))]);

        var error = Assert.Throws<ArgumentException>(() =>
            new GraphDefinition(Graph, new Handle<float>(Graph.Layout), new Handle<double>(other))
        );

        Assert.Contains("The layout of doubleKernels is not the required one", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Kernels that only have a layout: nothing here calls more.</summary>
    private sealed class Handle<T>(TensorLayout layout) : GraphKernels<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public override TensorLayout Layout => layout;

        public override TensorSet<T> Initialize(RandomKey key) => throw new NotSupportedException();

        public override Evaluation<T> Evaluate(
            TensorSet<T> parameters,
            GraphInputs<T> inputs,
            RandomKey key,
            Workspace<T>? workspace = null
        ) => throw new NotSupportedException();

        public override T[] Predict(TensorSet<T> parameters, GraphInputs<T> inputs) => throw new NotSupportedException();

        public override int SavedLength(int batchSize) => throw new NotSupportedException();

        public override void Forward(
            TensorSet<T> parameters,
            GraphInputs<T> inputs,
            RandomKey key,
            Span<T> saved,
            Span<T> output
        ) => throw new NotSupportedException();

        public override void Backward(
            TensorSet<T> parameters,
            GraphInputs<T> inputs,
            RandomKey key,
            Span<T> saved,
            ReadOnlySpan<T> outputGradient,
            Span<T> parameterGradients,
            Span<T> inputGradients
        ) => throw new NotSupportedException();

        public override Workspace<T> CreateWorkspace(int batchSize) => throw new NotSupportedException();
    }
}
