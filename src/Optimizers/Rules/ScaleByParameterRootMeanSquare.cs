using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Multiplies by the root mean square of each tensor's parameters: steps relative to the size of what they change.</summary>
/// <remarks>
/// <para><c>u = g · max(RMS(p), ε)</c> with <c>RMS(p) = ‖p‖ / √n</c> over each tensor of n elements.</para>
/// <para>Differences: none; as Optax's <c>scale_by_param_block_rms</c>. PyTorch has it only within Adafactor.</para>
/// <para>N. Shazeer, M. Stern, "Adafactor: Adaptive Learning Rates with Sublinear Memory Cost", ICML 2018, section 8.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByParameterRootMeanSquare : IGradientTransformation
{
    /// <summary>What a smaller root mean square counts as, so that zeros can move, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Minimum { get; init; } = 1e-3;

    /// <summary>Which tensors are scaled; elsewhere what comes in goes out.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter Where { get; init; } = ParameterFilter.All;

    private static T Sums<T>(T parameter)
        where T : unmanaged, IFloatingPointIeee754<T> => parameter * parameter;

    private double TensorCoefficients(long step, double sum, double elementCount) =>
        elementCount == 0 ? 1 : Math.Max(Minimum, Math.Sqrt(sum / elementCount));

    private static T Rule<T>(T gradient, T rootMeanSquare)
        where T : unmanaged, IFloatingPointIeee754<T> => rootMeanSquare * gradient;
}
