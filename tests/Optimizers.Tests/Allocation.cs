using Pullback.Ops;

namespace Pullback.Optimizers.Tests;

/// <summary>What donated steps allocate.</summary>
internal static class Allocation
{
    private const int Windows = 8;

    /// <summary>The most that one step of a window allocates, of that window which allocates least.</summary>
    /// <remarks>
    /// A window holds a period of the optimizer, so that a step which allocates now and then is seen. The other windows are for what is not the optimizer's: the
    /// first calls, code that is not optimised yet, and collections, which may empty the pool of arrays between two steps.
    /// </remarks>
    public static long OfSteadyStep(IGradientTransformation optimizer, TensorLayout layout, int window)
    {
        TensorSet<float> parameters = Problems.Values<float>(layout, 1);
        TensorSet<float> gradients = Problems.Values<float>(layout, 2);
        StepInputs<float> inputs = new()
        {
            Loss = 1,
            Metric = 1,
            Curvature = Problems.Values<float>(layout, 3),
            Gradient = _ => new LossAndGradients<float>(1, gradients),
        };
        OptimizerState<float> state = optimizer.Init(parameters);
        long least = long.MaxValue;
        for (int i = 0; i < Windows; i++)
        {
            long most = 0;
            for (int step = 0; step < window; step++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                (parameters, state) = optimizer.Step(parameters, gradients, state, inputs, donate: true);
                most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - before);
            }

            least = Math.Min(least, most);
        }

        return least;
    }
}
