using Pullback.Ops;

namespace DigitsModel;

/// <summary>Recognises a digit in an image of 8×8 pixels.</summary>
[LayerGraph]
public static partial class DigitsNet
{
    static Model Define(Graph g)
    {
        Node pixels = g.Input("pixels", 64);
        Node labels = g.Labels("labels", classes: 10);

        Node hidden = pixels.Dense(128).Relu().Dropout(0.2);
        Node logits = hidden.Dense(10);

        return new Model(Prediction: logits, Loss: logits.SoftmaxCrossEntropy(labels));
    }
}
