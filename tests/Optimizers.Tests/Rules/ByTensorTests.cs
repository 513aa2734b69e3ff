using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Rules;

/// <summary>Coefficients that look at the tensor, and numbers that start at a property.</summary>
public sealed class ByTensorTests
{
    [Fact]
    public void Coefficients_look_at_the_tensor_and_numbers_start_at_properties()
    {
        ByTensor rule = new() { First = 0.25, FirstOfTensor = 5 };
        TensorSet<double> at = Problems.Values<double>(Problems.Ragged, 1);
        TensorSet<double> gradients = Problems.Values<double>(Problems.Ragged, 2);
        OptimizerState<double> state = rule.Init(at);
        ByTensorState<double> start = Assert.IsType<ByTensorState<double>>(state);
        Assert.Equal(0.25, start.Growth);
        Assert.All(start.Count.Flatten(), count => Assert.Equal(5, count));
        for (int step = 0; step < 3; step++)
        {
            double total = 0.25 * Math.Pow(2, step);
            (TensorSet<double> updates, state) = rule.Update(gradients, state, at);
            foreach (TensorView<double> tensor in gradients.Tensors.Where(tensor => tensor.Name != "table"))
            {
                double share = tensor.Shape.Rank >= 2 ? 5 + step : 0;
                Assert.Equal(tensor.ToArray().Select(g => (total * g) + share), updates[tensor.Name].ToArray());
            }
        }
    }
}
