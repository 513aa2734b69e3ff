using System.Numerics;
using Pullback.Optimizers.Kernels;

namespace Pullback.Optimizers;

/// <summary>Divides a running mean of the gradients by a running mean of the curvature, and clips: the scaling of Sophia.</summary>
/// <remarks>
/// <para>
/// <c>m = β₁ m + (1 − β₁) g</c>; every k-th step, the first among them, <c>h = β₂ h + (1 − β₂) ĥ</c>; <c>u = clip(m / max(γ h, ε), ±c)</c>. With
/// <see cref="BiasCorrection"/> m is divided by <c>1 − β₁ᵗ</c>; with <see cref="DelaysCurvature"/> a step uses the h before it.
/// </para>
/// <para>
/// ĥ is <see cref="StepInputs{T}.Curvature"/>, an estimate of the diagonal of the Hessian, as of <see cref="CurvatureEstimates"/>. Between the k-th steps it is
/// not looked at and need not be given. Where h is small or negative, the clipping makes a step by the sign of m.
/// </para>
/// <para>Differences: none with the paper. Optax's <c>scale_by_sophia</c> has <see cref="BiasCorrection"/> and <see cref="DelaysCurvature"/>. PyTorch has no counterpart.</para>
/// <para>H. Liu, Z. Li, D. Hall, P. Liang, T. Ma, "Sophia: A Scalable Stochastic Second-order Optimizer for Language Model Pre-training", ICLR 2024, Algorithm 3.</para>
/// </remarks>
[UpdateRule]
public sealed partial record ScaleBySophia : IGradientTransformation
{
    /// <summary>The decay rate of the mean of gradients, β₁: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta1 { get; init; } = 0.965;

    /// <summary>The decay rate of the mean of curvatures, β₂: at least 0, below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Decay]
    public partial Schedule Beta2 { get; init; } = 0.99;

    /// <summary>What the curvature is multiplied by, γ; above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Positive]
    public partial Schedule CurvatureScale { get; init; } = 0.01;

    /// <summary>The smallest number that is divided by, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-12;

    /// <summary>The largest magnitude of an update, c; above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is constant and out of its bound.</exception>
    [Positive]
    public partial Schedule MaxUpdate { get; init; } = 1.0;

    /// <summary>How many steps there are between two uses of the curvature, k; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [AtLeastOne]
    public partial long UpdateInterval { get; init; } = 10;

    /// <summary>Whether the mean of gradients is divided by the weight that it has gathered, as in Optax.</summary>
    public bool BiasCorrection { get; init; }

    /// <summary>Whether a step uses the mean of curvatures as it was before the step, as in Optax.</summary>
    public bool DelaysCurvature { get; init; }

    bool IUpdateRule.NeedsCurvatureAt(long step) => IsRenewed(step);

    private bool IsRenewed(long step) => step % UpdateInterval == 0;

    private (
        double Beta1,
        double Share1,
        double Beta2,
        double CurvatureShare,
        double MomentWeight,
        double CurvatureScale,
        double Epsilon,
        double MaxUpdate,
        double BeforeWeight
    ) Coefficients(long step)
    {
        double beta1 = Beta1.At(step);
        double beta2 = Beta2.At(step);
        return (
            beta1,
            1 - beta1,
            beta2,
            IsRenewed(step) ? 1 - beta2 : 0,
            MeanWeights.Correction(beta1, step, BiasCorrection),
            CurvatureScale.At(step),
            Epsilon,
            MaxUpdate.At(step),
            DelaysCurvature ? 1 : 0
        );
    }

    // A curvature whose share is 0 may be anything, NaN included: it is passed over, not multiplied.
    private static (T Update, T FirstMoment, T Hessian) Rule<T>(
        T gradient,
        T curvature,
        T firstMoment,
        T hessian,
        T beta1,
        T share1,
        T beta2,
        T curvatureShare,
        T momentWeight,
        T curvatureScale,
        T epsilon,
        T maxUpdate,
        T beforeWeight
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T first = (beta1 * firstMoment) + (share1 * gradient);
        T next = curvatureShare > T.Zero ? (beta2 * hessian) + (curvatureShare * curvature) : hessian;
        T used = beforeWeight > T.Zero ? hessian : next;
        T ratio = momentWeight * first / T.Max(curvatureScale * used, epsilon);
        return (T.Clamp(ratio, -maxUpdate, maxUpdate), first, next);
    }
}
