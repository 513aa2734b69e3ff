using Xunit;

namespace Pullback.Ops.Tests.Graphs;

/// <summary>Every mistake in a declaration, with its whole text: the analyzer reports the very same ones.</summary>
public sealed class GraphErrorTests
{
    public static TheoryData<string, Func<Graph, Model>> Mistakes =>
        new()
        {
            {
                "add1: the left operand is [batch, 64] and the right one [batch, 128], but both need the same shape "
                    + "(bring one of them to the other's width, for instance with Dense(64))",
                g => new Model(g.Input("x", 64) + g.Input("y", 128))
            },
            {
                "dense: the input is [batch, 64], but the shared parameters 'dense1' need [batch, 128] "
                    + "(declare them with 64 inputs, or put a Dense(128) before)",
                g => new Model(g.Input("x", 64).Dense(g.DenseParameters(128, 10)))
            },
            {
                "softmaxCrossEntropy1: the logits are [batch, 9], but the labels 'labels' have 10 classes and need [batch, 10] "
                    + "(end with a Dense(10), or declare the labels with 9 classes)",
                g =>
                {
                    Node logits = g.Input("x", 4).Dense(9);
                    return new Model(logits, logits.SoftmaxCrossEntropy(g.Labels("labels", 10)));
                }
            },
            {
                "meanSquaredError1: the prediction is [batch, 4], but the target 'y' is [batch, 3] and needs the same shape "
                    + "(end with a Dense(3), or declare the target with 4 features)",
                g =>
                {
                    Node x = g.Input("x", 4);
                    return new Model(x, x.MeanSquaredError(g.Target("y", 3)));
                }
            },
            {
                "dense1: the width is 0, but has to be at least 1 (give a positive number)",
                g => new Model(g.Input("x", 4).Dense(0))
            },
            {
                "Input 'x': the number of features is -1, but has to be at least 1 (give a positive number)",
                g => new Model(g.Input("x", -1))
            },
            {
                "Labels 'y': the number of classes is 0, but has to be at least 1 (give a positive number)",
                g => new Model(g.Labels("y", 0))
            },
            {
                "dense2.weight: 60000×60000 are 3600000000 numbers, but one tensor holds at most 2147483583 (make the layer narrower)",
                g => new Model(g.Input("x", 1).Dense(60_000).Dense(60_000))
            },
            {
                "dropout1: the rate is 1, but has to be at least 0 and below 1 (it is the share of elements that become zero)",
                g => new Model(g.Input("x", 4).Dropout(1))
            },
            {
                "dropout1: the rate is NaN, but has to be at least 0 and below 1 (it is the share of elements that become zero)",
                g => new Model(g.Input("x", 4).Dropout(double.NaN))
            },
            {
                "layerNorm1: epsilon is 0, but has to be a positive finite number (the usual one is 1e-5)",
                g => new Model(g.Input("x", 4).LayerNorm(epsilon: 0))
            },
            {
                "scale1: the factor is NaN, but has to be a finite number (check how it is computed)",
                g => new Model(g.Input("x", 4) * double.NaN)
            },
            {
                "rectifier1: 0 constants are given, but its formula takes 1 after x (give one number for each)",
                g => new Model(g.Input("x", 4).Apply<Rectifier>())
            },
            {
                "pairSum1: it is declared to give [batch, 4], but its OutputFeatures gives [batch, 2] (declare it with Custom<…>(2))",
                g => new Model(g.Input("x", 4).Custom<PairSum>())
            },
            {
                "dense1: 'labels' holds labels, but computed or given activations are needed (only a loss reads labels)",
                g => new Model(g.Labels("labels", 3).Dense(2))
            },
            {
                "scale1: 'meanSquaredError1' is a loss, one number for the whole batch, but [batch, features] is needed (a loss ends its graph)",
                g =>
                {
                    Node x = g.Input("x", 4);
                    return new Model(x, x.MeanSquaredError(g.Target("y", 4)) * 0.5);
                }
            },
            {
                "softmaxCrossEntropy1: 'y' is [batch, 4], but labels are needed (declare them with g.Labels(name, classes))",
                g =>
                {
                    Node x = g.Input("x", 4);
                    return new Model(x, x.SoftmaxCrossEntropy(g.Target("y", 4)));
                }
            },
            {
                "meanSquaredError1: 'dense1' is not given by the caller, but the target of a loss has to be (declare it with g.Target(name, features))",
                g =>
                {
                    Node x = g.Input("x", 4);
                    return new Model(x, x.MeanSquaredError(x.Dense(4)));
                }
            },
            {
                "Model: the loss 'dense1' is [batch, 1], but has to be one number for the batch "
                    + "(end it with SoftmaxCrossEntropy(labels) or MeanSquaredError(target))",
                g =>
                {
                    Node x = g.Input("x", 4);
                    return new Model(x, x.Dense(1));
                }
            },
            {
                "Model: the prediction 'meanSquaredError1' is a loss, but has to be [batch, features] (give the node that the loss compares)",
                g => new Model(g.Input("x", 4).MeanSquaredError(g.Target("y", 4)))
            },
            {
                "z: neither the prediction nor the loss depends on this input (use it, or remove its declaration)",
                g =>
                {
                    g.Input("z", 4);
                    return new Model(g.Input("x", 4));
                }
            },
            {
                "dense1: neither the prediction nor the loss depends on this layer, so that its parameters would never learn (use it, or remove it)",
                g =>
                {
                    Node x = g.Input("x", 4);
                    x.Dense(3);
                    return new Model(x);
                }
            },
            {
                "dense1: no layer uses these shared parameters (apply them with Dense(parameters), or remove them)",
                g =>
                {
                    g.DenseParameters(3, 3);
                    return new Model(g.Input("x", 4));
                }
            },
        };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_told_with_its_numbers_and_a_remedy(string message, Func<Graph, Model> declaration)
    {
        var error = Assert.Throws<ArgumentException>(() => Graph.Define(declaration));

        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void A_node_of_another_graph_is_refused()
    {
        Node? foreign = null;
        Graph.Define(g => new Model(foreign = g.Input("x", 2)));

        var error = Assert.Throws<ArgumentException>(() => Graph.Define(g => new Model(g.Input("x", 2) + foreign!)));

        Assert.StartsWith("The node belongs to another graph", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_complete_graph_can_not_grow()
    {
        Node? x = null;
        Graph graph = Graph.Define(g => new Model(x = g.Input("x", 2)));

        Assert.Throws<InvalidOperationException>(() => x!.Dense(2));
        Assert.Throws<InvalidOperationException>(() => graph.Input("y", 2));
    }

    [Fact]
    public void A_graph_under_declaration_has_no_layout_yet()
    {
        Graph.Define(g =>
        {
            Assert.Throws<InvalidOperationException>(() => g.Layout);
            return new Model(g.Input("x", 2));
        });
    }
}
