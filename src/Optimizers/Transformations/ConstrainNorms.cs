using Pullback.Optimizers.Kernels;

namespace Pullback.Optimizers;

/// <summary>Max-norm constraint: after the update, the weights of each neuron have at most a given norm.</summary>
/// <remarks>
/// <para>
/// <c>u = w · min(1, c / ‖w‖) − p</c> with <c>w = p + g</c>: each unit of the updated parameters is projected on the ball of radius c, and the update changed to lead
/// there (up to the rounding of that sum). Norms are taken over <see cref="Over"/>. Stands at the end of a chain, after the learning rate.
/// </para>
/// <para>
/// By default only matrices and tensors of higher rank are constrained, each column on its own: with weights stored (inputs, outputs), the incoming weights of a neuron.
/// </para>
/// <para>Differences: Keras' <c>MaxNorm</c> adds 10⁻⁷ to the norm; PyTorch and Optax have none.</para>
/// <para>N. Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting", JMLR 15, 2014, section 5.1.</para>
/// </remarks>
[TensorRule]
public sealed partial record ConstrainNorms : IGradientTransformation
{
    /// <summary>Constrains norms.</summary>
    /// <param name="maxNorm">The largest norm of a unit, c; above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxNorm"/> is not finite and positive.</exception>
    public ConstrainNorms(double maxNorm) => MaxNorm = maxNorm;

    /// <summary>The largest norm of a unit, c.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and positive.</exception>
    [Positive]
    public partial double MaxNorm { get; init; }

    /// <summary>The axes over which the norms are taken; by default all but the last, the inputs of dense weights.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public TensorAxes Over
    {
        get;
        init => field = Setting.NotNull(value, nameof(Over));
    } = TensorAxes.AllButLast;

    /// <summary>Which tensors are constrained; by default those of rank 2 and more. Elsewhere what comes in goes out.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public ParameterFilter Where
    {
        get;
        init => field = Setting.NotNull(value, nameof(Where));
    } = ParameterFilter.RankAtLeast(2);

    long ITensorRule.DividesFrom => RuleJob.ParallelLength;

    void ITensorRule.Check(TensorSlot slot) => _ = Over.Of(slot);

    void ITensorRule.Run<T>(TensorWork<T> work)
    {
        UnitView view = Over.Of(work.Slot);
        using Scratch<T> moved = new(work.Slot.Length);
        using Scratch<double> factors = new(view.Units);
        ElementBlocks.Run(new AddWork<T>(work.Parameter, work.Gradient, moved.Span), work.Degree);
        view.Norms<T>(moved.Span, factors.Span, work.Degree);
        foreach (ref double factor in factors.Span)
        {
            // NaN compares false and goes on into the factor.
            factor = factor <= MaxNorm ? 1 : MaxNorm / factor;
        }

        view.Multiply<T>(moved.Span, factors.Span, work.Update, work.Degree);
        work.LeadToTargets();
    }
}
