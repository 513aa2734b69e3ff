using Pullback.Ops;

namespace Pullback.Bench.Models;

/// <summary>64-128-10: the network of the digits.</summary>
[LayerGraph]
public static partial class SmallNet
{
    private static Model Define(Graph g)
    {
        Node pixels = g.Input("pixels", 64);
        Node labels = g.Labels("labels", classes: 10);
        Node logits = pixels.Dense(128).Relu().Dense(10);
        return new Model(Prediction: logits, Loss: logits.SoftmaxCrossEntropy(labels));
    }
}
