using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Takes a step and shrinks the parameters by as much as it has made them longer: the last part of Fromage, after <see cref="ScaleByTrustRatio"/>.</summary>
/// <remarks>
/// <para>
/// <c>u = (p − α g) / √(1 + α²) − p</c>. Where g is as long as p and at right angles to it, the length of p does not change. The rule has its learning rate
/// inside and negates, so it ends a chain.
/// </para>
/// <para>Differences: none; as the last part of Optax's <c>fromage</c>.</para>
/// <para>J. Bernstein, A. Vahdat, Y. Yue, M.-Y. Liu, "On the distance between two neural networks and the stability of learning", NeurIPS 2020.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByFromage : IGradientTransformation
{
    /// <summary>The learning rate α; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 1e-2;

    private (double NegatedRate, double Shrinking) Coefficients(long step)
    {
        double rate = LearningRate.At(step);
        double length = Math.Sqrt(1 + (rate * rate));
        // 1/length − 1, without the cancellation.
        return (-rate / length, -rate * rate / (length * (1 + length)));
    }

    private static T Rule<T>(T gradient, T parameter, T negatedRate, T shrinking)
        where T : unmanaged, IFloatingPointIeee754<T> => (negatedRate * gradient) + (shrinking * parameter);
}
