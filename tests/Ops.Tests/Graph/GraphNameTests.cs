using Xunit;

namespace Pullback.Ops.Tests.Graphs;

public sealed class GraphNameTests
{
    [Fact]
    public void Parameters_are_named_by_kind_and_ordinal_in_their_scope()
    {
        Graph graph = Graph.Define(g =>
        {
            Node x = g.Input("x", 4);
            Node y = x.Dense(4);
            using (g.Scope("encoder"))
            {
                y = y.Dense(4).LayerNorm();
                using (g.Scope("inner"))
                {
                    y = y.Dense(4, bias: false);
                }
                y = y.Dense(4);
            }
            return new Model(y.Dense(2));
        });

        Assert.Equal(
            [
                "dense1.weight",
                "dense1.bias",
                "encoder.dense1.weight",
                "encoder.dense1.bias",
                "encoder.layerNorm1.weight",
                "encoder.layerNorm1.bias",
                "encoder.inner.dense1.weight",
                "encoder.dense2.weight",
                "encoder.dense2.bias",
                "dense2.weight",
                "dense2.bias",
            ],
            graph.Layout.Slots.Select(slot => slot.Name)
        );
    }

    [Fact]
    public void A_named_layer_counts_so_that_naming_one_renames_no_other()
    {
        string[] Names(string? second) =>
            Graph
                .Define(g => new Model(
                    g.Input("x", 2).Dense(2, bias: false).Dense(2, bias: false, name: second).Dense(2, bias: false)
                ))
                .Layout.Slots.Select(slot => slot.Name)
                .ToArray();

        Assert.Equal(["dense1.weight", "dense2.weight", "dense3.weight"], Names(null));
        Assert.Equal(["dense1.weight", "hidden.weight", "dense3.weight"], Names("hidden"));
    }

    [Fact]
    public void A_scope_that_is_opened_again_goes_on_counting()
    {
        Graph graph = Graph.Define(g =>
        {
            Node y = g.Input("x", 2);
            for (int i = 0; i < 2; i++)
            {
                using (g.Scope("block"))
                {
                    y = y.Dense(2, bias: false);
                }
            }
            return new Model(y);
        });

        Assert.Equal(["block.dense1.weight", "block.dense2.weight"], graph.Layout.Slots.Select(slot => slot.Name));
    }

    [Fact]
    public void Shared_parameters_are_one_slot_and_may_be_named()
    {
        Graph graph = Graph.Define(g =>
        {
            DenseParameters shared = g.DenseParameters(3, 3, name: "tied");
            return new Model(g.Input("x", 3).Dense(shared).Apply<Cube>().Dense(shared));
        });

        Assert.Equal(["tied.weight", "tied.bias"], graph.Layout.Slots.Select(slot => slot.Name));
    }

    [Fact]
    public void Parameters_that_do_not_train_are_marked_in_the_layout()
    {
        Graph graph = Graph.Define(g => new Model(g.Input("x", 3).Dense(2, trainable: false).Dense(2)));

        Assert.Equal([false, false, true, true], graph.Layout.Slots.Select(slot => slot.Trainable));
    }

    [Theory]
    [InlineData("class", "'class' is a keyword")]
    [InlineData("", "'' is not an identifier")]
    [InlineData("2x", "'2x' is not an identifier")]
    [InlineData("two words", "'two words' is not an identifier")]
    [InlineData("parameters", "'parameters' is a name that the emitted members use")]
    public void An_impossible_input_name_is_refused(string name, string expected)
    {
        foreach (
            Func<Graph, Node> declare in new Func<Graph, Node>[]
            {
                g => g.Input(name, 2),
                g => g.Labels(name, 2),
                g => g.Target(name, 2),
            }
        )
        {
            var error = Assert.Throws<ArgumentException>(() => Graph.Define(g => new Model(declare(g))));
            Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("a-b", "'a-b' is not an identifier")]
    [InlineData("toString", "'toString' is a name that the emitted members use")]
    [InlineData("dense1", "the name 'dense1' is taken by a layer, 'dense1'")]
    [InlineData("Dense1", "the name 'Dense1' is taken by a layer, 'dense1'")]
    [InlineData("part", "the name 'part' is taken by a scope, 'part'")]
    public void An_impossible_layer_name_is_refused(string name, string expected)
    {
        var error = Assert.Throws<ArgumentException>(() =>
            Graph.Define(g =>
            {
                Node y = g.Input("x", 2).Dense(2);
                using (g.Scope("part"))
                {
                    y = y.Dense(2);
                }
                return new Model(y.Dense(2, name: name));
            })
        );

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scope_may_not_have_the_name_of_a_layer()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            Graph.Define(g =>
            {
                Node y = g.Input("x", 2).Dense(2);
                using (g.Scope("dense1"))
                {
                    return new Model(y.Dense(2));
                }
            })
        );

        Assert.Equal("Scope: the name 'dense1' is taken by a layer, 'dense1' (choose another name)", error.Message);
    }

    [Fact]
    public void A_keyword_is_possible_for_a_layer_because_members_begin_with_a_capital()
    {
        Graph graph = Graph.Define(g => new Model(g.Input("x", 2).Dense(2, bias: false, name: "out")));

        Assert.Equal("out.weight", graph.Layout.Slots[0].Name);
    }

    [Fact]
    public void An_input_name_is_used_once()
    {
        var error = Assert.Throws<ArgumentException>(() => Graph.Define(g => new Model(g.Input("x", 2) + g.Input("x", 2))));

        Assert.Equal("Input: the name 'x' is taken by another input (choose another name)", error.Message);
    }

    [Fact]
    public void Disposing_a_scope_twice_closes_no_other()
    {
        Graph graph = Graph.Define(g =>
        {
            Node y = g.Input("x", 2);
            using (g.Scope("outer"))
            {
                IDisposable inner = g.Scope("inner");
                y = y.Dense(2, bias: false);
                inner.Dispose();
                inner.Dispose();
                y = y.Dense(2, bias: false);
            }
            return new Model(y);
        });

        Assert.Equal(["outer.inner.dense1.weight", "outer.dense1.weight"], graph.Layout.Slots.Select(slot => slot.Name));
    }
}
