namespace Pullback.Optimizers;

/// <summary>Fromage: each tensor moves by a share of its own length, and is shrunk again by as much as that has made it longer.</summary>
/// <remarks>
/// <para>
/// <c>p ← (p − α (‖p‖ / ‖g‖) g) / √(1 + α²)</c> over each tensor; both norms are at least <see cref="MinNorm"/>, and the ratio is 1 where either is 0.
/// </para>
/// <para>Differences: none; as Optax's <c>fromage</c>. PyTorch has no counterpart.</para>
/// <para>J. Bernstein, A. Vahdat, Y. Yue, M.-Y. Liu, "On the distance between two neural networks and the stability of learning", NeurIPS 2020.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record Fromage : IGradientTransformation
{
    /// <summary>The learning rate α; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 1e-2;

    /// <summary>What both norms are raised to where they are less; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    [NotNegative]
    public partial double MinNorm { get; init; } = 1e-6;

    private Chain Define() =>
        Chain.Of(new ScaleByTrustRatio { MinNorm = MinNorm }, new ScaleByFromage { LearningRate = LearningRate });
}
