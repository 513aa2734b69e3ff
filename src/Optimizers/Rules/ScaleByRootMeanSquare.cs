using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Divides by the root of a running mean of the squared gradients: the scaling of RMSProp.</summary>
/// <remarks>
/// <para><c>v = ρ v + (1 − ρ) g²</c>, <c>u = g / (√(v̂ + ε_root) + ε)</c>, where <c>v̂ = v</c>, or <c>v / (1 − ρᵗ)</c> with <see cref="BiasCorrection"/>.</para>
/// <para>Differences: PyTorch and the CS231n notes add ε to the root, Optax's <c>scale_by_rms</c> under it; there is one for each place.</para>
/// <para>T. Tieleman, G. Hinton, "Lecture 6.5: RMSProp", COURSERA: Neural Networks for Machine Learning, 2012.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleByRootMeanSquare : IGradientTransformation
{
    /// <summary>The decay rate of the mean, ρ: at least 0, below 1.</summary>
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

    /// <summary>Whether the mean is divided by the weight that it has gathered.</summary>
    public bool BiasCorrection { get; init; }

    /// <summary>Which tensors the rule applies to; elsewhere what comes in goes out, and no state is kept.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public partial ParameterFilter Where { get; init; } = ParameterFilter.All;

    private (double Decay, double Share, double Weight, double Epsilon, double EpsilonRoot) Coefficients(long step)
    {
        double decay = Decay.At(step);
        return (decay, 1 - decay, MeanWeights.Correction(decay, step, BiasCorrection), Epsilon, EpsilonRoot);
    }

    private static (T Update, T MeanSquare) Rule<T>(
        T gradient,
        [StartsAt(nameof(InitialMeanSquare))] T meanSquare,
        T decay,
        T share,
        T weight,
        T epsilon,
        T epsilonRoot
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T next = (decay * meanSquare) + (share * gradient * gradient);
        return (gradient / (T.Sqrt((weight * next) + epsilonRoot) + epsilon), next);
    }
}
