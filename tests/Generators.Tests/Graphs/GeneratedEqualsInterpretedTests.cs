using Xunit;

namespace Pullback.Generators.Tests.Graphs;

/// <summary>What is emitted and what is interpreted are two ways to one number; for each kind of graph both go.</summary>
public sealed class GeneratedEqualsInterpretedTests
{
    [Fact]
    public void Digits() =>
        Agrees(
            """
            Node pixels = g.Input("pixels", 64);
            Node labels = g.Labels("labels", classes: 10);
            Node hidden = pixels.Dense(128).Apply<Relu>().Dropout(0.2);
            Node logits = hidden.Dense(10);
            return new Model(Prediction: logits, Loss: logits.SoftmaxCrossEntropy(labels));
            """
        );

    private static void Agrees(string body, string members = "") =>
        GraphComparison.AssertAgrees(LoadedGraph.OfBody(body, members));
}
