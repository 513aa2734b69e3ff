using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Adds a multiple of the parameters: weight decay.</summary>
/// <remarks>
/// <para><c>u = g + λ p</c>.</para>
/// <para>
/// Where it stands in the chain decides what it is. Before the rule that scales by moments it is an L2 penalty, coupled with the gradient (<see
/// cref="Adam.WeightDecay"/>); after it, and before <see cref="ScaleByLearningRate"/>, it is decoupled and multiplied by the learning rate (<see
/// cref="AdamW"/>).
/// </para>
/// <para>Differences: none; as Optax's <c>add_decayed_weights</c>.</para>
/// <para>
/// A. Krogh, J. A. Hertz, "A Simple Weight Decay Can Improve Generalization", NIPS 1991; I. Loshchilov, F. Hutter, "Decoupled Weight Decay Regularization",
/// ICLR 2019.
/// </para>
/// </remarks>
[UpdateRule]
public sealed partial record AddDecayedWeights : IGradientTransformation
{
    /// <summary>Decays weights.</summary>
    /// <param name="weightDecay">The factor λ; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="weightDecay"/> is constant, and not finite or negative.</exception>
    public AddDecayedWeights(Schedule weightDecay) => WeightDecay = weightDecay;

    /// <summary>The factor λ.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant, and not finite or negative.</exception>
    [NotNegative]
    public partial Schedule WeightDecay { get; init; }

    /// <summary>Which tensors decay; all of them by default. <c>ParameterFilter.RankAtLeast(2)</c> leaves out biases and gains.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter Where { get; init; } = ParameterFilter.All;

    private double Coefficients(long step) => WeightDecay.At(step);

    private static T Rule<T>(T gradient, T parameter, T weightDecay)
        where T : unmanaged, IFloatingPointIeee754<T> => gradient + (weightDecay * parameter);

    /// <summary>The same on some tensors; on none where the decay is zero for ever, so that it costs no work.</summary>
    internal AddDecayedWeights On(ParameterFilter tensors) => this with { Where = Mask.Unless(WeightDecay, tensors) };
}
