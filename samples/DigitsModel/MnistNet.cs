using Pullback.Ops;

namespace DigitsModel;

/// <summary>Recognises a digit in an image of 28×28 pixels.</summary>
[LayerGraph]
public static partial class MnistNet
{
    static Model Define(Graph g)
    {
        Node pixels = g.Input("pixels", 28 * 28);
        Node labels = g.Labels("labels", classes: 10);

        Node hidden = pixels.Dense(128).Relu().Dropout(0.2);
        Node logits = hidden.Dense(10);

        return new Model(Prediction: logits, Loss: logits.SoftmaxCrossEntropy(labels));
    }
}
