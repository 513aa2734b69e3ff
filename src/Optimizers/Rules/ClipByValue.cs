using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Clips every element to an interval around zero.</summary>
/// <remarks>
/// <para><c>u = min(max(g, −c), c)</c>; NaN stays NaN.</para>
/// <para>Unlike <see cref="ClipByGlobalNorm"/> it changes the direction.</para>
/// <para>Differences: none; as PyTorch's <c>clip_grad_value_</c> and Optax's <c>clip</c>.</para>
/// <para>T. Mikolov, "Statistical Language Models Based on Neural Networks", PhD thesis, Brno University of Technology, 2012.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ClipByValue : IGradientTransformation
{
    /// <summary>Clips to an interval.</summary>
    /// <param name="maxAbsolute">The largest magnitude that passes; above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxAbsolute"/> is not finite and positive.</exception>
    public ClipByValue(double maxAbsolute) => MaxAbsolute = maxAbsolute;

    /// <summary>The largest magnitude that passes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and positive.</exception>
    [Positive]
    public partial double MaxAbsolute { get; init; }

    private double Coefficients(long step) => MaxAbsolute;

    private static T Rule<T>(T gradient, T maxAbsolute)
        where T : unmanaged, IFloatingPointIeee754<T> => T.Clamp(gradient, -maxAbsolute, maxAbsolute);
}
