using FsCheck;
using Pullback.Ops;
using Pullback.Testing.Tests.Gradients;
using Xunit;

namespace Pullback.Testing.Tests.Graphs;

public class GraphCheckTests
{
    [Fact]
    public void A_layer_passes_at_any_width()
    {
        static Node Residual(Node x) => x + x.LayerNorm().Dense(3).Dense(x.Features);
        GradientCheck.VerifyLayer(Residual);
        GradientCheck.Layer(Residual).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_layer_with_a_wrong_op_in_it_is_caught()
    {
        GradientReport report = Assert
            .Throws<GradientCheckException>(() => GradientCheck.VerifyLayer(x => x.Dense(4).Custom<ForgottenUpstream>(4)))
            .Report;
        Assert.Equal("dense1.weight", report.Findings.First(finding => !finding.Passed && finding.Variable != "x").Variable);
        Assert.Contains("GradientCheck.VerifyLayer(layer, ", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_for_certain_widths_only_is_checked_at_these()
    {
        GradientCheckOptions even = GradientCheckOptions.Default.WithFeatures(2, 4, 6).With(cases: 20);
        GradientCheck.VerifyLayer(x => x.Features % 2 == 0 ? x.Dense(x.Features / 2) : throw new ArgumentException("odd"), even);
    }

    [Fact]
    public void A_graph_with_dropout_labels_and_frozen_parameters_passes()
    {
        Graph graph = Graph.Define(g =>
        {
            Node x = g.Input("x", 7, gradient: true);
            Node labels = g.Labels("labels", 3);
            Node logits = x.Dense(9, trainable: false).LayerNorm().Dropout(0.3).Dense(3);
            return new Model(logits, logits.SoftmaxCrossEntropy(labels));
        });
        GradientReport report = GradientCheck.VerifyGraph(graph, GradientCheckOptions.Default.With(cases: 20));
        Assert.Contains(
            report.Findings,
            finding => finding.Check == "a frozen parameter has no gradient" && finding.Variable == "dense1.weight"
        );
        Assert.Contains(report.Findings, finding => finding.Variable == "x");
        Assert.Contains("labels", report.Shapes, StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_tensor_is_compared_along_a_direction_too()
    {
        Graph graph = Graph.Define(g => new Model(g.Input("x", 20).Dense(10)));
        GradientReport report = GradientCheck.VerifyGraph(
            graph,
            GradientCheckOptions.Default.With(cases: 3, elementsPerTensor: 10)
        );
        Assert.Contains(
            report.Findings,
            finding => finding.Variable == "dense1.weight" && finding.Check.Contains("random direction", StringComparison.Ordinal)
        );
    }
}
