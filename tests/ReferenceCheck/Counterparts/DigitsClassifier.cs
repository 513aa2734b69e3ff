using Pullback.Ops;

namespace Pullback.ReferenceCheck.Counterparts;

/// <summary>The network of the project's own <c>training.json</c>, with kernels emitted for its sizes.</summary>
[LayerGraph]
public static partial class DigitsClassifier
{
    private const int PixelCount = 64;
    private const int HiddenWidth = 128;
    private const int ClassCount = 10;

    /// <summary>Whether a file's network has the sizes that were compiled in.</summary>
    public static bool HasSizes(int features, int hidden, int classes) =>
        (features, hidden, classes) == (PixelCount, HiddenWidth, ClassCount);

    static Model Define(Graph g)
    {
        Node pixels = g.Input("pixels", PixelCount);
        Node labels = g.Labels("labels", ClassCount);
        Node logits = pixels.Dense(HiddenWidth).Relu().Dense(ClassCount);
        return new Model(logits, logits.SoftmaxCrossEntropy(labels));
    }
}
