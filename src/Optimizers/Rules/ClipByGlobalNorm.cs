using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Scales everything down so that its Euclidean norm, over all tensors together, is at most a bound.</summary>
/// <remarks>
/// <para><c>u = g</c> where <c>‖g‖ &lt; c</c>, else <c>u = g · c / ‖g‖</c>: the direction is kept. Frozen tensors do not count in the norm.</para>
/// <para>A NaN anywhere makes all updates NaN; an infinite element gives NaN for itself and 0 for the finite ones. The norm costs a pass of its own.</para>
/// <para>Differences: PyTorch's <c>clip_grad_norm_</c> adds 1e-6 to the norm; this one is exact, like Optax's.</para>
/// <para>R. Pascanu, T. Mikolov, Y. Bengio, "On the difficulty of training recurrent neural networks", ICML 2013.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ClipByGlobalNorm : IGradientTransformation
{
    /// <summary>Clips to a norm.</summary>
    /// <param name="maxNorm">The largest norm that passes; above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxNorm"/> is not finite and positive.</exception>
    public ClipByGlobalNorm(double maxNorm) => MaxNorm = maxNorm;

    /// <summary>The largest norm that passes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and positive.</exception>
    [Positive]
    public partial double MaxNorm { get; init; }

    // The factor is the same for all elements, so it is computed once, in double precision; NaN compares false and goes on into the factor.
    private double Coefficients(long step, double globalNorm) => globalNorm < MaxNorm ? 1 : MaxNorm / globalNorm;

    private static T Rule<T>(T gradient, T factor)
        where T : unmanaged, IFloatingPointIeee754<T> => gradient * factor;
}
