using Pullback.Ops;

namespace Digits;

/// <summary>The two networks as the training loop sees them; which one it is, follows from the size of the images.</summary>
internal interface IDigitClassifier
{
    /// <summary>The network as a table.</summary>
    string Description { get; }

    TensorSet<float> Initialize(RandomKey key);

    /// <summary>Loss, gradients and prediction of one batch; they live until the next call.</summary>
    Evaluation<float> Evaluate(TensorSet<float> parameters, ReadOnlySpan<float> pixels, ReadOnlySpan<int> labels, RandomKey key);

    /// <summary>Ten scores for each image.</summary>
    float[] Predict(TensorSet<float> parameters, ReadOnlySpan<float> pixels);
}
