using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Accumulates gradients into a velocity: momentum in PyTorch's form, with dampening, or Nesterov's.</summary>
/// <remarks>
/// <para><c>b = μ b + (1 − d) g</c>, in the first step <c>b = g</c> (undampened); then <c>u = b</c>, or <c>u = g + μ b</c> (Nesterov).</para>
/// <para>
/// The learning rate is outside the velocity: when it changes, it acts at once on all that was accumulated. The form with the rate inside is
/// <see cref="ScaleByVelocity"/>.
/// </para>
/// <para>Differences: none; as the momentum of PyTorch's <c>SGD</c> and, without dampening, Optax's <c>trace</c>.</para>
/// <para>
/// B. T. Polyak, "Some methods of speeding up the convergence of iteration methods", 1964; Y. Nesterov, "A method of solving a convex programming problem with
/// convergence rate O(1/k²)", 1983, in the form of I. Sutskever et al., "On the importance of initialization and momentum in deep learning", ICML 2013.
/// </para>
/// </remarks>
[UpdateRule]
public sealed partial record Trace : IGradientTransformation
{
    /// <summary>The momentum μ: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Momentum { get; init; } = 0.9;

    /// <summary>How much less than the whole gradient enters the velocity, d: from 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Fraction]
    public partial Schedule Dampening { get; init; } = 0.0;

    /// <summary>Whether the update looks ahead by one more step of momentum.</summary>
    public bool Nesterov { get; init; }

    /// <summary>Which tensors have momentum; elsewhere gradients pass and no velocity is kept.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter Where { get; init; } = ParameterFilter.All;

    private (double Momentum, double Share, double LooksAhead) Coefficients(long step) =>
        (Momentum.At(step), step == 0 ? 1 : 1 - Dampening.At(step), Nesterov ? 1 : 0);

    private static (T Update, T Velocity) Rule<T>(T gradient, T velocity, T momentum, T share, T looksAhead)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T next = (momentum * velocity) + (share * gradient);
        return (looksAhead > T.Zero ? gradient + (momentum * next) : next, next);
    }
}
