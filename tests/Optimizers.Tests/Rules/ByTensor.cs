using System.Numerics;
using Pullback.Ops;

namespace Pullback.Optimizers.Tests;

/// <summary>A rule of a user that treats tensors by what they are, and whose numbers start at hyperparameters.</summary>
[UpdateRule]
public sealed partial record ByTensor : IGradientTransformation
{
    public double First { get; init; } = 0.5;

    public double FirstOfTensor { get; init; } = 3;

    public ParameterFilter Matrices { get; init; } = ParameterFilter.RankAtLeast(2);

    private (double Total, double Growth) Coefficients(long step, [StartsAt(nameof(First))] double growth) =>
        (growth, 2 * growth);

    private (double Share, double Count) TensorCoefficients(
        long step,
        TensorSlot tensor,
        [StartsAt(nameof(FirstOfTensor))] double count
    ) => (Matrices.Matches(tensor) ? count : 0, count + 1);

    private static T Rule<T>(T gradient, T total, T share)
        where T : unmanaged, IFloatingPointIeee754<T> => (total * gradient) + share;
}
