using Xunit;

namespace Pullback.Ops.Tests.Graphs;

public sealed class InitializerChoiceTests
{
    [Fact]
    public void The_activation_that_follows_decides_through_dropout_norm_sums_and_scales()
    {
        Assert.Equal("Kaiming normal, deviation 0.7071", OfFirstWeight(y => y.Apply<Rectifier>(0.1)));
        Assert.Equal("Kaiming normal, deviation 0.7071", OfFirstWeight(y => y.LayerNorm().Dropout(0.5).Apply<Rectifier>(0.1)));
        Assert.Equal("Kaiming normal, deviation 0.7071", OfFirstWeight(y => ((y + y) * 0.5).Apply<Rectifier>(0.1)));
        Assert.Equal("Xavier uniform, bound 0.9258", OfFirstWeight(y => y.Apply<Cube>().Apply<Rectifier>(0.1)));
        Assert.Equal("Xavier uniform, bound 0.9258", OfFirstWeight(y => y.Dense(3).Apply<Rectifier>(0.1)));
        Assert.Equal("Xavier uniform, bound 0.9258", OfFirstWeight(y => y));
    }

    [Fact]
    public void Shared_parameters_start_by_their_first_layer()
    {
        string table = Graph
            .Define(g =>
            {
                DenseParameters shared = g.DenseParameters(4, 4, bias: false);
                return new Model(g.Input("x", 4).Dense(shared).Apply<Cube>().Dense(shared).Apply<Rectifier>(0));
            })
            .ToString();

        Assert.Contains("Xavier", table, StringComparison.Ordinal);
        Assert.DoesNotContain("Kaiming", table, StringComparison.Ordinal);
    }

    // 4 inputs and 3 outputs: √2 / √4 and √(6 / 7).
    private static string OfFirstWeight(Func<Node, Node> after)
    {
        Graph graph = Graph.Define(g => new Model(after(g.Input("x", 4).Dense(3, bias: false))));
        return ParameterInitializer.Of(graph.Complete.Parameters[0].Initializer).ToString();
    }
}
