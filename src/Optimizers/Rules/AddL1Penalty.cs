using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Adds the gradient of an L1 penalty: it pulls every parameter towards zero with the same force, so that many end there.</summary>
/// <remarks>
/// <para><c>u = g + λ sign(p)</c>, the gradient of <c>λ Σ |p|</c>; the sign of 0 is 0, that of NaN is NaN.</para>
/// <para>
/// Before the rule that scales by moments it is coupled with the gradient; after it, and before <see cref="ScaleByLearningRate"/>, decoupled. A step goes past zero
/// when it is larger than the parameter: parameters become small, but exactly zero only by chance.
/// </para>
/// <para>Differences: PyTorch and Optax have no counterpart: there the penalty is a term of the loss, whose gradient this is.</para>
/// <para>R. Tibshirani, "Regression Shrinkage and Selection via the Lasso", Journal of the Royal Statistical Society B, 1996.</para>
/// </remarks>
[UpdateRule]
public sealed partial record AddL1Penalty : IGradientTransformation
{
    /// <summary>Penalises magnitudes.</summary>
    /// <param name="strength">The factor λ; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="strength"/> is constant, and not finite or negative.</exception>
    public AddL1Penalty(Schedule strength) => Strength = strength;

    /// <summary>The factor λ; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant, and not finite or negative.</exception>
    [NotNegative]
    public partial Schedule Strength { get; init; }

    /// <summary>Which tensors are penalised; all of them by default. <c>ParameterFilter.RankAtLeast(2)</c> leaves out biases and gains.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter Where { get; init; } = ParameterFilter.All;

    private double Coefficients(long step) => Strength.At(step);

    private static T Rule<T>(T gradient, T parameter, T strength)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        parameter > T.Zero ? gradient + strength
        : parameter < T.Zero ? gradient - strength
        : gradient + parameter;
}
