using System.Numerics;

namespace Pullback.Ops;

/// <summary>The leaky rectifier: x for x &gt; 0, and <c>negativeSlope</c> · x otherwise.</summary>
/// <remarks>
/// Derivative: 1 for x &gt; 0, negativeSlope for x ≤ 0, the kink x = 0 included. NaN gives NaN; ±∞ give the infinities of the two lines. The slope may have either
/// sign, so the output does not tell on which side the argument was.
/// Source: Andrew L. Maas, Awni Y. Hannun and Andrew Y. Ng, "Rectifier nonlinearities improve neural network acoustic models", 2013.
/// </remarks>
[ElementwiseOp(Initialization = Initialization.Kaiming)]
public readonly partial struct LeakyRelu : IElementwiseOp
{
    /// <summary>x for x &gt; 0, else negativeSlope · x.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <param name="negativeSlope">The slope on the negative side.</param>
    public static T Formula<T>(T x, T negativeSlope)
        where T : unmanaged, IFloatingPointIeee754<T> => x > T.Zero ? x : negativeSlope * x;
}
