using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Multiplies by the magnitude of the parameter: large parameters move more.</summary>
/// <remarks>
/// <para><c>u = |p| g</c>.</para>
/// <para>What makes sharpness-aware minimisation independent of the scale of the weights (<see cref="Sam.Adaptive"/>).</para>
/// <para>Differences: PyTorch and Optax have no counterpart; the authors' code has the factor inside its optimizer.</para>
/// <para>
/// J. Kwon, J. Kim, H. Park, I. Choi, "ASAM: Adaptive Sharpness-Aware Minimization for Scale-Invariant Learning of Deep Neural Networks", ICML 2021.
/// </para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByMagnitude : IGradientTransformation
{
    private static T Rule<T>(T gradient, T parameter)
        where T : unmanaged, IFloatingPointIeee754<T> => T.Abs(parameter) * gradient;
}
