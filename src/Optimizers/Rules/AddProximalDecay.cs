using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Decays the weights by a proximal step: what comes in is added to them, then they are divided by <c>1 + α λ</c>.</summary>
/// <remarks>
/// <para><c>u = (p + g) / (1 + α λ) − p = (g − α λ p) / (1 + α λ)</c>. It stands behind <see cref="ScaleByLearningRate"/>, at the end of a chain.</para>
/// <para>It is the exact minimum of a step with the penalty <c>λ ‖p‖² / 2</c>, and equals decoupled decay to first order in α λ, but never overshoots.</para>
/// <para>Differences: none; as the default of the authors' code of Adan. PyTorch and Optax decay as <see cref="AddDecayedWeights"/>.</para>
/// <para>Z. Zhuang, M. Liu, A. Cutkosky, F. Orabona, "Understanding AdamW through Proximal Methods and Scale-Freeness", TMLR 2022.</para>
/// </remarks>
[UpdateRule]
public sealed partial record AddProximalDecay : IGradientTransformation
{
    /// <summary>The learning rate α of the step; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule LearningRate { get; init; } = 1e-3;

    /// <summary>The factor λ of the decay; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [NotNegative]
    public partial Schedule WeightDecay { get; init; } = 1e-2;

    /// <summary>Which tensors decay; all of them by default.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter Where { get; init; } = ParameterFilter.All;

    private (double Shrinkage, double Pull) Coefficients(long step)
    {
        double product = LearningRate.At(step) * WeightDecay.At(step);
        return (1 / (1 + product), product);
    }

    private static T Rule<T>(T gradient, T parameter, T shrinkage, T pull)
        where T : unmanaged, IFloatingPointIeee754<T> => shrinkage * (gradient - (pull * parameter));
}
