using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Scales the gradient by Polyak's step: as far as the loss is above its least value, divided by the square of the gradient's norm. Needs the loss.</summary>
/// <remarks>
/// <para>
/// <c>u = g · min((f − f*) / (‖g‖² + ε), α_max)</c>, and 0 where <c>‖g‖² + ε</c> is below the rounding of 1. The norm is that of all tensors together.
/// </para>
/// <para>Differences: none; as Optax's <c>scale_by_polyak</c>. PyTorch has no counterpart.</para>
/// <para>
/// B. T. Polyak, "Introduction to Optimization", 1987; N. Loizou et al., "Stochastic Polyak Step-size for SGD: An Adaptive Learning Rate for Fast Convergence",
/// AISTATS 2021.
/// </para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByPolyak : IGradientTransformation
{
    /// <summary>The least value of the loss, f*, or a bound below it: of a loss below f* the step goes uphill, towards f*.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    [Finite]
    public partial double LeastLoss { get; init; }

    /// <summary>The largest step α_max; positive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or not positive.</exception>
    [Positive]
    public partial double MaxStep { get; init; } = 1;

    /// <summary>What is added to the square of the norm, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; }

    private double Coefficients(long step, double globalNorm, double loss)
    {
        double square = (globalNorm * globalNorm) + Epsilon;
        return square <= MachineEpsilon ? 0 : Math.Min((loss - LeastLoss) / square, MaxStep);
    }

    /// <summary>The distance from 1 to the next double: 2⁻⁵².</summary>
    private const double MachineEpsilon = 2.220446049250313e-16;

    private static T Rule<T>(T gradient, T polyakStep)
        where T : unmanaged, IFloatingPointIeee754<T> => polyakStep * gradient;
}
