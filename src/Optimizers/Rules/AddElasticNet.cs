namespace Pullback.Optimizers;

/// <summary>Adds the gradient of an elastic net, an L1 and an L2 penalty: few parameters stay large, and correlated ones stay together.</summary>
/// <remarks>
/// <para><c>u = g + λ₁ sign(p) + λ₂ p</c>, the gradient of <c>λ₁ Σ |p| + ½ λ₂ Σ p²</c>.</para>
/// <para>It is <see cref="AddL1Penalty"/> and <see cref="AddDecayedWeights"/> in one pass; what is said there of the place in a chain holds here.</para>
/// <para>Differences: PyTorch and Optax have no counterpart: there the penalty is a term of the loss. Its L2 part alone is <see cref="AddDecayedWeights"/>.</para>
/// <para>H. Zou, T. Hastie, "Regularization and Variable Selection via the Elastic Net", Journal of the Royal Statistical Society B, 2005.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record AddElasticNet : IGradientTransformation
{
    /// <summary>The factor λ₁ of the magnitudes; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant, and not finite or negative.</exception>
    [NotNegative]
    public partial Schedule L1 { get; init; } = 1e-4;

    /// <summary>The factor λ₂ of the squares; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant, and not finite or negative.</exception>
    [NotNegative]
    public partial Schedule L2 { get; init; } = 1e-4;

    /// <summary>Which tensors are penalised; all of them by default. <c>ParameterFilter.RankAtLeast(2)</c> leaves out biases and gains.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter Where { get; init; } = ParameterFilter.All;

    private Chain Define() => Chain.Of(new AddL1Penalty(L1) { Where = Where }, new AddDecayedWeights(L2) { Where = Where });
}
