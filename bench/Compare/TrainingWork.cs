using Pullback.Bench.Models;
using Pullback.Ops;
using Pullback.Optimizers;

namespace Pullback.Bench.Compare;

/// <summary>A whole training step: forward, loss, backward and Adam, on one batch, through the public API that users call.</summary>
internal static class TrainingWork
{
    /// <summary>
    /// So small that thousands of steps on one batch do not bring the gradients down to denormal numbers, on which processors are slow: real training never
    /// gets there. The same on both sides.
    /// </summary>
    internal const double LearningRate = 1e-7;

    public static Work Small { get; } =
        new(
            "training step 64-128-10, batch 32",
            "train-64-128-10-32",
            Peers.Default | Peers.Tuned,
            () =>
            {
                float[] pixels = Values.Uniform(32 * 64, 1);
                int[] labels = Values.Labels(32, 10, 2);
                TensorSet<float> parameters = SmallNet.Initialize<float>(new RandomKey(1));
                Workspace<float> workspace = SmallNet.CreateWorkspace<float>(32);
                return Stepping(parameters, current => SmallNet.Evaluate(current, pixels, labels, workspace));
            }
        );

    public static Work Large { get; } =
        new(
            "training step 784-128-10, batch 128",
            "train-784-128-10-128",
            Peers.Default | Peers.Tuned,
            () =>
            {
                float[] pixels = Values.Uniform(128 * 784, 1);
                int[] labels = Values.Labels(128, 10, 2);
                TensorSet<float> parameters = LargeNet.Initialize<float>(new RandomKey(1));
                Workspace<float> workspace = LargeNet.CreateWorkspace<float>(128);
                return Stepping(parameters, current => LargeNet.Evaluate(current, pixels, labels, workspace));
            }
        );

    public static Work Prediction { get; } =
        new(
            "prediction 784-128-10, batch 1",
            "predict-784-128-10-1",
            Peers.Default,
            () =>
            {
                float[] pixels = Values.Uniform(784, 1);
                var scores = new float[10];
                TensorSet<float> parameters = LargeNet.Initialize<float>(new RandomKey(1));
                return () => LargeNet.Predict<float>(parameters, pixels, scores);
            }
        );

    private static Action Stepping(TensorSet<float> parameters, Func<TensorSet<float>, Evaluation<float>> evaluate)
    {
        var optimizer = new Adam { LearningRate = LearningRate };
        OptimizerState<float> state = optimizer.Init(parameters);
        return () => (parameters, state) = optimizer.Step(parameters, evaluate(parameters).Gradients, state, donate: true);
    }
}
