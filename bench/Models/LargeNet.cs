using Pullback.Ops;

namespace Pullback.Bench.Models;

/// <summary>784-128-10: the network of MNIST.</summary>
[LayerGraph]
public static partial class LargeNet
{
    private static Model Define(Graph g)
    {
        Node pixels = g.Input("pixels", 784);
        Node labels = g.Labels("labels", classes: 10);
        Node logits = pixels.Dense(128).Relu().Dense(10);
        return new Model(Prediction: logits, Loss: logits.SoftmaxCrossEntropy(labels));
    }
}
