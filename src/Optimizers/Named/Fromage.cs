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
    [ExposesSettings]
    private ScaleByFromage Rate { get; init; } = new();

    [ExposesSettings(nameof(ScaleByTrustRatio.TrustCoefficient), nameof(ScaleByTrustRatio.Epsilon))]
    private ScaleByTrustRatio Ratio { get; init; } = new() { MinNorm = 1e-6 };

    private Chain Define() => Chain.Of(Ratio, Rate);
}
