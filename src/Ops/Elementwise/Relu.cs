using System.Numerics;

namespace Pullback.Ops;

/// <summary>The rectifier max(x, 0).</summary>
/// <remarks>
/// Derivative: 1 for x &gt; 0, 0 for x ≤ 0; at the kink x = 0 it is 0, the subgradient that PyTorch and JAX choose. NaN gives NaN; +∞ gives +∞, −∞ gives 0. The output
/// alone gives the derivative exactly.
/// Source: Vinod Nair and Geoffrey E. Hinton, "Rectified linear units improve restricted Boltzmann machines", 2010.
/// </remarks>
[ElementwiseOp(Initialization = Initialization.Kaiming)]
public readonly partial struct Relu : IElementwiseOp
{
    /// <summary>max(x, 0).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The argument.</param>
    public static T Formula<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => T.Max(x, T.Zero);

    /// <summary>The derivative, from the output y = max(x, 0).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="y">The output.</param>
    public static T DerivativeFromOutput<T>(T y)
        where T : unmanaged, IFloatingPointIeee754<T> => y > T.Zero ? T.One : T.Zero;
}
