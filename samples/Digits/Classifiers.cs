using DigitsModel;
using Pullback.Ops;

namespace Digits;

/// <summary>The networks of the sample, each behind <see cref="IDigitClassifier"/> with a workspace of its own.</summary>
internal static class Classifiers
{
    /// <summary>The network for images of a size.</summary>
    public static IDigitClassifier For(int pixelCount, int batchSize) =>
        pixelCount == 64 ? new SmallImages(batchSize) : new MnistImages(batchSize);

    private sealed class SmallImages(int batchSize) : IDigitClassifier
    {
        private readonly Workspace<float> workspace = DigitsNet.CreateWorkspace<float>(batchSize);

        public string Description => DigitsNet.Definition.Graph.ToString();

        public TensorSet<float> Initialize(RandomKey key) => DigitsNet.Initialize<float>(key);

        public Evaluation<float> Evaluate(
            TensorSet<float> parameters,
            ReadOnlySpan<float> pixels,
            ReadOnlySpan<int> labels,
            RandomKey key
        ) => DigitsNet.Evaluate(parameters, pixels, labels, key, workspace);

        public float[] Predict(TensorSet<float> parameters, ReadOnlySpan<float> pixels) => DigitsNet.Predict(parameters, pixels);
    }

    private sealed class MnistImages(int batchSize) : IDigitClassifier
    {
        private readonly Workspace<float> workspace = MnistNet.CreateWorkspace<float>(batchSize);

        public string Description => MnistNet.Definition.Graph.ToString();

        public TensorSet<float> Initialize(RandomKey key) => MnistNet.Initialize<float>(key);

        public Evaluation<float> Evaluate(
            TensorSet<float> parameters,
            ReadOnlySpan<float> pixels,
            ReadOnlySpan<int> labels,
            RandomKey key
        ) => MnistNet.Evaluate(parameters, pixels, labels, key, workspace);

        public float[] Predict(TensorSet<float> parameters, ReadOnlySpan<float> pixels) => MnistNet.Predict(parameters, pixels);
    }
}
