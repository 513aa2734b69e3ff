using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Shortens each tensor's gradient to a norm, where it is longer: every tensor on its own.</summary>
/// <remarks>
/// <para><c>u = g · min(1, c / ‖g‖)</c> over each tensor. A NaN in a tensor makes all of it NaN. <see cref="ClipByGlobalNorm"/> looks at all tensors together.</para>
/// <para>Differences: none; as TensorFlow's <c>clip_by_norm</c>, tensor by tensor. PyTorch and Optax clip the norm of all together.</para>
/// <para>R. Pascanu, T. Mikolov, Y. Bengio, "On the difficulty of training recurrent neural networks", ICML 2013.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ClipByNorm : IGradientTransformation
{
    /// <summary>Clips to a norm.</summary>
    /// <param name="maxNorm">The largest norm of a tensor; positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or not positive.</exception>
    public ClipByNorm(double maxNorm) => MaxNorm = maxNorm;

    /// <summary>The largest norm of a tensor.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or not positive.</exception>
    [Positive]
    public partial double MaxNorm { get; init; }

    /// <summary>Which tensors are clipped; elsewhere gradients pass.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter Where { get; init; } = ParameterFilter.All;

    private double TensorCoefficients(long step, double slotNorm) => slotNorm <= MaxNorm ? 1 : MaxNorm / slotNorm;

    private static T Rule<T>(T gradient, T shrinking)
        where T : unmanaged, IFloatingPointIeee754<T> => shrinking * gradient;
}
