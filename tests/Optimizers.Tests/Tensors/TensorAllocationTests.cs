using System.Globalization;
using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Tensors;

/// <summary>A donated step of a rule over whole tensors allocates a little, whatever the number of tensors.</summary>
public sealed class TensorAllocationTests
{
    private const int Windows = 6;
    private const int StepsPerWindow = 4;

    private static readonly TensorLayout Hundred = new(
        Enumerable.Range(0, 100).Select(i => ("a" + i.ToString(CultureInfo.InvariantCulture), new Shape(30, 10)))
    );

    /// <summary>All but those that run a rule over a part of the tensors, for which the part is copied.</summary>
    public static TheoryData<IGradientTransformation> Rules =>
        [.. Catalogue.OverTensors.Where(rule => rule is not (Muon or Chain))];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_donated_step_allocates_nothing_for_a_tensor(IGradientTransformation rule)
    {
        TensorSet<float> parameters = Problems.Values<float>(Hundred, 1);
        TensorSet<float> gradients = Problems.Values<float>(Hundred, 2);
        OptimizerState<float> state = rule.Init(parameters);
        // A collection may empty the pools of arrays, and code that is not compiled for good yet allocates more: the least of several windows is steady.
        long least = long.MaxValue;
        for (int window = 0; window < Windows; window++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int step = 0; step < StepsPerWindow; step++)
            {
                (parameters, state) = rule.Step(parameters, gradients, state, donate: true);
            }

            least = Math.Min(least, (GC.GetAllocatedBytesForCurrentThread() - before) / StepsPerWindow);
        }

        Assert.InRange(least, 1, 4000);
    }
}
