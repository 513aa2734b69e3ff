using Pullback.Optimizers.Kernels;

namespace Pullback.Optimizers;

/// <summary>Adds normally distributed noise, whose variance decays, to what comes in.</summary>
/// <remarks>
/// <para><c>u = g + σ z</c>, <c>σ² = η / (1 + t)^γ</c>, with t counted from 0 and z standard normal.</para>
/// <para>
/// The noise is a function of <see cref="Key"/>, the step, and the tensor's name: the same arguments give the same bits, whichever other tensors there are, and the same
/// noise (rounded) in float and in double. Of two that a tensor passes, one needs another key, or their noise is the same.
/// </para>
/// <para>Differences: Optax's <c>add_noise</c> has the same variance, and other random numbers.</para>
/// <para>A. Neelakantan et al., "Adding Gradient Noise Improves Learning for Very Deep Networks", arXiv 1511.06807, 2015.</para>
/// </remarks>
[TensorRule]
public sealed partial record AddNoise : IGradientTransformation
{
    /// <summary>The variance of the noise in the first step, η; not negative. The authors try 0.01, 0.3 and 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Variance { get; init; } = 0.01;

    /// <summary>How fast the variance decays, γ; not negative. 0 keeps it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Decay { get; init; } = 0.55;

    /// <summary>The key of the random numbers; that of the seed 0 by default.</summary>
    public RandomKey Key { get; init; } = new(0);

    /// <summary>Which tensors get noise; elsewhere what comes in goes out.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public ParameterFilter Where
    {
        get;
        init => field = Setting.NotNull(value, nameof(Where));
    } = ParameterFilter.All;

    long ITensorRule.DividesFrom => RuleJob.ParallelLength;

    void ITensorRule.Run<T>(TensorWork<T> work)
    {
        double deviation = Math.Sqrt(Variance / Math.Pow(1.0 + work.Step, Decay));
        RandomKey key = Key.Fold(work.Step).Fold(work.Slot.Name);
        ElementBlocks.Run(new NoiseWork<T>(work.Gradient, deviation, key, work.Update), work.Degree);
    }
}
