using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Shortens each tensor's gradient to a root mean square, where it has a larger one: a bound that does not depend on the tensor's size.</summary>
/// <remarks>
/// <para><c>u = g / max(1, RMS(g) / c)</c> with <c>RMS(g) = ‖g‖ / √n</c> over each tensor of n elements. A NaN in a tensor makes all of it NaN.</para>
/// <para>Differences: none; as Optax's <c>clip_by_block_rms</c>. PyTorch has it only within Adafactor.</para>
/// <para>N. Shazeer, M. Stern, "Adafactor: Adaptive Learning Rates with Sublinear Memory Cost", ICML 2018, section 6.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ClipByBlockRootMeanSquare : IGradientTransformation
{
    /// <summary>Clips to a root mean square.</summary>
    /// <param name="threshold">The largest root mean square of a tensor; positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or not positive.</exception>
    public ClipByBlockRootMeanSquare(double threshold) => Threshold = threshold;

    /// <summary>The largest root mean square of a tensor.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or not positive.</exception>
    [Positive]
    public partial double Threshold { get; init; }

    /// <summary>Which tensors are clipped; elsewhere gradients pass.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter Where { get; init; } = ParameterFilter.All;

    private double TensorCoefficients(long step, double slotNorm, double elementCount)
    {
        double ratio = elementCount == 0 ? 0 : slotNorm / Math.Sqrt(elementCount) / Threshold;
        return ratio <= 1 ? 1 : 1 / ratio;
    }

    private static T Rule<T>(T gradient, T shrinking)
        where T : unmanaged, IFloatingPointIeee754<T> => shrinking * gradient;
}
