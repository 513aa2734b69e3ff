using System.Globalization;
using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Tensors;

/// <summary>A donated step of a rule over whole tensors allocates a little, whatever the number of tensors.</summary>
public sealed class TensorAllocationTests
{
    private const int StepsPerWindow = 4;

    private static readonly TensorLayout Hundred = new(
        Enumerable.Range(0, 100).Select(i => ("a" + i.ToString(CultureInfo.InvariantCulture), new Shape(30, 10)))
    );

    public static TheoryData<IGradientTransformation> Rules => [.. Catalogue.OverTensors];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_donated_step_allocates_nothing_for_a_tensor(IGradientTransformation rule)
    {
        long least = Allocation.OfSteadyStep(rule, Hundred, StepsPerWindow);
        Assert.InRange(least, 1, 4000);
    }
}
