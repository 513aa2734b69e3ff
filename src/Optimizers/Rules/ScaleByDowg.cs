using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Distance over weighted gradients: as <see cref="ScaleByDog"/>, but squared gradients count the more, the farther from the start they were met.</summary>
/// <remarks>
/// <para>
/// <c>r² = max(r², ‖p − p₀‖²)</c>, <c>V = V + r² ‖g‖²</c>, <c>u = g · r² / (√V + ε)</c>; p₀ are the parameters at the start, r² starts at r₀². Distance and norm
/// are those of all tensors of the rule together.
/// </para>
/// <para>Differences: none; as Optax's <c>scale_by_dowg</c>, which keeps the square of the distance too.</para>
/// <para>A. Khaled, K. Mishchenko, C. Jin, "DoWG Unleashed: An Efficient Universal Parameter-Free Gradient Descent Method", NeurIPS 2023.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByDowg : IGradientTransformation
{
    /// <summary>The square of how far the first step goes, r₀²; positive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and positive.</exception>
    [Positive]
    public partial double InitialSquaredDistance { get; init; } = 1e-4;

    /// <summary>What is added to the root, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-4;

    private static (T GradientSquare, T DistanceSquare) Sums<T>(T gradient, T parameter, T start)
        where T : unmanaged, IFloatingPointIeee754<T> => (gradient * gradient, (parameter - start) * (parameter - start));

    private (double StepSize, double SquaredDistance, double WeightedSquareSum) Coefficients(
        long step,
        double gradientSquare,
        double distanceSquare,
        [StartsAt(nameof(InitialSquaredDistance))] double squaredDistance,
        double weightedSquareSum
    )
    {
        double farthest = Math.Max(squaredDistance, distanceSquare);
        double squares = weightedSquareSum + (farthest * gradientSquare);
        // Without any gradient there is nowhere to go, also where ε is 0.
        return (squares == 0 ? 0 : farthest / (Math.Sqrt(squares) + Epsilon), farthest, squares);
    }

    private static (T Update, T Start) Rule<T>(T gradient, [StartsAt] T start, T stepSize)
        where T : unmanaged, IFloatingPointIeee754<T> => (stepSize * gradient, start);
}
