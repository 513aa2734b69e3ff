using System.Globalization;
using Pullback.Ops;
using Pullback.Optimizers;

namespace Pullback.Bench.Compare;

/// <summary>One step of Adam over one tensor, with the parameters and the state donated: in place, as PyTorch does it.</summary>
internal static class AdamWork
{
    public static Work Of(int count) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"Adam step, {count / 1_000_000} M parameters"),
            string.Create(CultureInfo.InvariantCulture, $"adam-{count}"),
            Peers.Default | Peers.Tuned,
            () => Prepare(count)
        );

    private static Action Prepare(int count)
    {
        var layout = new TensorLayout([("weight", new Shape(count))]);
        TensorSet<float> parameters = TensorSet<float>.Create(layout, [("weight", Values.Uniform(count, 1))]);
        TensorSet<float> gradients = TensorSet<float>.Create(
            layout,
            [("weight", [.. Values.Uniform(count, 2).Select(g => g - 0.5f)])]
        );
        var optimizer = new Adam { LearningRate = TrainingWork.LearningRate };
        OptimizerState<float> state = optimizer.Init(parameters);
        return () => (parameters, state) = optimizer.Step(parameters, gradients, state, donate: true);
    }
}
