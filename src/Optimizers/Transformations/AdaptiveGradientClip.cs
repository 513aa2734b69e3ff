using Pullback.Optimizers.Kernels;

namespace Pullback.Optimizers;

/// <summary>Adaptive gradient clipping: bounds the norm of each unit's gradient by a fraction of the norm of its parameters.</summary>
/// <remarks>
/// <para>
/// <c>u = g</c> where <c>‖g‖ &lt; m</c>, else <c>u = g · m / max(‖g‖, 10⁻⁶)</c>, with <c>m = λ max(‖p‖, ε)</c>. Norms are those of a unit, taken over <see cref="Over"/>; a vector is one unit.
/// </para>
/// <para>
/// ε lets parameters that are zero, such as fresh biases, move at all. The authors leave out the last layer: use <see cref="Where"/>.
/// </para>
/// <para>
/// Differences: Optax's <c>adaptive_grad_clip</c> has the default axes for matrices and for the four axes of a convolution, but takes a tensor with at most one axis longer than 1, such as a 1 × n matrix, as one
/// unit (here every output is one, whatever the number of its inputs); of three axes it takes the first only, as <see cref="TensorAxes.Only"/>(0) does.
/// </para>
/// <para>A. Brock, S. De, S. L. Smith, K. Simonyan, "High-Performance Large-Scale Image Recognition Without Normalization", ICML 2021.</para>
/// </remarks>
[TensorRule]
public sealed partial record AdaptiveGradientClip : IGradientTransformation
{
    /// <summary>Where a norm is below this, it is not divided by.</summary>
    private const double LeastNorm = 1e-6;

    /// <summary>Clips adaptively.</summary>
    /// <param name="clipping">The largest ratio λ of a gradient's norm to its parameters'; above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="clipping"/> is not finite and positive.</exception>
    public AdaptiveGradientClip(double clipping) => Clipping = clipping;

    /// <summary>The largest ratio λ of a gradient's norm to its parameters'.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and positive.</exception>
    [Positive]
    public partial double Clipping { get; init; }

    /// <summary>What smaller norms of parameters count as, ε; not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    [NotNegative]
    public partial double Epsilon { get; init; } = 1e-3;

    /// <summary>The axes over which the norms are taken; by default all but the last, the inputs of dense weights.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public TensorAxes Over
    {
        get;
        init => field = Setting.NotNull(value, nameof(Over));
    } = TensorAxes.AllButLast;

    /// <summary>Which tensors are clipped; elsewhere what comes in goes out.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public ParameterFilter Where
    {
        get;
        init => field = Setting.NotNull(value, nameof(Where));
    } = ParameterFilter.All;

    long ITensorRule.DividesFrom => RuleJob.ParallelLength;

    void ITensorRule.Check(TensorSlot slot) => _ = View(slot);

    void ITensorRule.Run<T>(TensorWork<T> work)
    {
        UnitView view = View(work.Slot);
        using Scratch<double> gradientNorms = new(view.Units);
        using Scratch<double> factors = new(view.Units);
        view.Norms(work.Gradient, gradientNorms.Span, work.Degree);
        view.Norms(work.Parameter, factors.Span, work.Degree);
        for (int unit = 0; unit < view.Units; unit++)
        {
            double largest = Clipping * Math.Max(factors.Span[unit], Epsilon);
            double norm = gradientNorms.Span[unit];
            factors.Span[unit] = norm < largest ? 1 : largest / Math.Max(norm, LeastNorm);
        }

        view.Multiply(work.Gradient, factors.Span, work.Update, work.Degree);
    }

    private UnitView View(TensorSlot slot) => (slot.Shape.Rank <= 1 ? TensorAxes.All : Over).Of(slot);
}
