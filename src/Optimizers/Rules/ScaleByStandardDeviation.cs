using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Divides by a running estimate of the standard deviation of the gradients: the scaling of centred RMSProp.</summary>
/// <remarks>
/// <para>
/// <c>v = ρ v + (1 − ρ) g²</c>, <c>m = ρ m + (1 − ρ) g</c>, <c>u = g / (√(v̂ − m̂² + ε_root) + ε)</c>, where v̂ and m̂ are v and m, or both divided by
/// <c>1 − ρᵗ</c> with <see cref="BiasCorrection"/>.
/// </para>
/// <para>
/// The variance <c>v̂ − m̂²</c> is taken for 0 where rounding makes it negative. Of a constant gradient it is 0, and with <see cref="BiasCorrection"/> that of any first
/// gradient: the update is then <c>g / ε</c>, unless an <see cref="EpsilonRoot"/> of the order of g² bounds it.
/// </para>
/// <para>
/// Differences: PyTorch's centred <c>RMSprop</c> adds ε to the root, Optax's <c>scale_by_stddev</c> under it; there is one for each place. Where rounding makes the variance
/// negative, both have NaN.
/// </para>
/// <para>A. Graves, "Generating Sequences With Recurrent Neural Networks", 2013, section 3.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByStandardDeviation : IGradientTransformation
{
    /// <summary>The decay rate of both means, ρ: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Decay { get; init; } = 0.99;

    /// <summary>Where the mean of squares starts; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double InitialMeanSquare { get; init; }

    /// <summary>What is added to the root, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-8;

    /// <summary>What is added under the root; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double EpsilonRoot { get; init; }

    /// <summary>Whether both means are divided by the weight that they have gathered.</summary>
    public bool BiasCorrection { get; init; }

    /// <summary>Which tensors the rule applies to; elsewhere what comes in goes out, and no state is kept.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter Where { get; init; } = ParameterFilter.All;

    private (double Decay, double Share, double Weight, double Epsilon, double EpsilonRoot) Coefficients(long step)
    {
        double decay = Decay.At(step);
        return (decay, 1 - decay, MeanWeights.Correction(decay, step, BiasCorrection), Epsilon, EpsilonRoot);
    }

    private static (T Update, T MeanSquare, T Mean) Rule<T>(
        T gradient,
        [StartsAt(nameof(InitialMeanSquare))] T meanSquare,
        T mean,
        T decay,
        T share,
        T weight,
        T epsilon,
        T epsilonRoot
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T nextSquare = (decay * meanSquare) + (share * gradient * gradient);
        T nextMean = (decay * mean) + (share * gradient);
        T corrected = weight * nextMean;
        T variance = T.Max((weight * nextSquare) - (corrected * corrected), T.Zero);
        return (gradient / (T.Sqrt(variance + epsilonRoot) + epsilon), nextSquare, nextMean);
    }
}
