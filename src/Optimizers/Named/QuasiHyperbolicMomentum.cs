namespace Pullback.Optimizers;

/// <summary>QHM: descent along a mix of the gradient and a slow running mean of the gradients.</summary>
/// <remarks>
/// <para><c>g ← g + λ p</c>; <c>m = β m + (1 − β) g</c>; <c>p ← p − α ((1 − ν) g + ν m)</c>.</para>
/// <para>Of the other forms of momentum, ν = 1 is <see cref="EmaMomentum"/>, and ν = β is <see cref="Sgd"/> with Nesterov's, at a rate smaller by 1 − β.</para>
/// <para>Differences: none; as the paper's QHM. PyTorch and Optax have no counterpart. The decay is an L2 penalty.</para>
/// <para>J. Ma, D. Yarats, "Quasi-hyperbolic momentum and Adam for deep learning", ICLR 2019.</para>
/// </remarks>
[FusedOptimizer]
public sealed partial record QuasiHyperbolicMomentum : IGradientTransformation
{
    [ExposesSettings]
    private ScaleByLearningRate Rate { get; init; } = new(1.0);

    [ExposesSettings]
    private ScaleByQuasiHyperbolicMomentum Direction { get; init; } = new();

    [ExposesSettings]
    private AddDecayedWeights Shrinkage { get; init; } = new(0.0);

    /// <summary>Which tensors decay.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter DecayMask { get; init; } = ParameterFilter.All;

    private Chain Define() => Chain.Of(Shrinkage.On(DecayMask), Direction, Rate);
}
