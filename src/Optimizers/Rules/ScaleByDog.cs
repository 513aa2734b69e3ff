using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Distance over gradients: the gradient times how far the parameters have come, divided by the root of all squared gradients so far.</summary>
/// <remarks>
/// <para>
/// <c>r = max(r, ‖p − p₀‖)</c>, <c>G = G + ‖g‖²</c>, <c>u = g · r / √(G + ε)</c>; p₀ are the parameters at the start, r starts at r₀. Distance and norm are
/// those of all tensors of the rule together.
/// </para>
/// <para>Differences: none; as Optax's <c>scale_by_dog</c> with an initial distance. The authors' choice of it is <c>10⁻⁶ (1 + ‖p₀‖)</c>.</para>
/// <para>M. Ivgi, O. Hinder, Y. Carmon, "DoG is SGD's Best Friend: A Parameter-Free Dynamic Step Size Schedule", ICML 2023.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByDog : IGradientTransformation
{
    /// <summary>How far the first step goes, r₀; positive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and positive.</exception>
    [Positive]
    public partial double InitialDistance { get; init; } = 1e-6;

    /// <summary>What is added under the root, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-8;

    private static (T GradientSquare, T DistanceSquare) Sums<T>(T gradient, T parameter, T start)
        where T : unmanaged, IFloatingPointIeee754<T> => (gradient * gradient, (parameter - start) * (parameter - start));

    private (double StepSize, double Distance, double SquareSum) Coefficients(
        long step,
        double gradientSquare,
        double distanceSquare,
        [StartsAt(nameof(InitialDistance))] double distance,
        double squareSum
    )
    {
        double farthest = Math.Max(distance, Math.Sqrt(distanceSquare));
        double squares = squareSum + gradientSquare;
        // Without any gradient there is nowhere to go, also where ε is 0.
        return (squares == 0 ? 0 : farthest / Math.Sqrt(squares + Epsilon), farthest, squares);
    }

    private static (T Update, T Start) Rule<T>(T gradient, [StartsAt] T start, T stepSize)
        where T : unmanaged, IFloatingPointIeee754<T> => (stepSize * gradient, start);
}
