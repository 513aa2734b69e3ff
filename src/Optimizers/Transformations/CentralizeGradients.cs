using Pullback.Optimizers.Kernels;

namespace Pullback.Optimizers;

/// <summary>Subtracts the mean of each unit's gradient: gradient centralisation.</summary>
/// <remarks>
/// <para><c>u = g − mean(g)</c>, the mean taken over <see cref="Over"/>; scalars and vectors pass unchanged. Stands in front of an optimizer.</para>
/// <para>
/// The incoming weights of a unit then keep their sum. The paper's code and Optax's <c>centralize</c> take the mean over all axes but the first, because their weights are
/// stored (outputs, inputs); for those set <see cref="Over"/> to <see cref="TensorAxes.AllButFirst"/>.
/// </para>
/// <para>Differences: the default axes are those of weights that are stored (inputs, outputs); Optax's <c>centralize</c> has <c>AllButFirst</c>.</para>
/// <para>H. Yong, J. Huang, X. Hua, L. Zhang, "Gradient Centralization: A New Optimization Technique for Deep Neural Networks", ECCV 2020.</para>
/// </remarks>
[TensorRule]
public sealed partial record CentralizeGradients : IGradientTransformation
{
    /// <summary>The axes over which the mean is taken; by default all but the last, the inputs of dense weights.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public TensorAxes Over
    {
        get;
        init => field = Setting.NotNull(value, nameof(Over));
    } = TensorAxes.AllButLast;

    /// <summary>Which tensors are centralised; elsewhere what comes in goes out.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public ParameterFilter Where
    {
        get;
        init => field = Setting.NotNull(value, nameof(Where));
    } = ParameterFilter.All;

    long ITensorRule.DividesFrom => RuleJob.ParallelLength;

    void ITensorRule.Check(TensorSlot slot) => _ = slot.Shape.Rank > 1 ? Over.Of(slot) : default;

    void ITensorRule.Run<T>(TensorWork<T> work)
    {
        if (work.Slot.Shape.Rank <= 1)
        {
            ElementBlocks.Run(new CopyWork<T>(work.Gradient, work.Update), work.Degree);
            return;
        }

        UnitView view = Over.Of(work.Slot);
        using Scratch<double> means = new(view.Units);
        view.Sum(work.Gradient, means.Span, work.Degree);
        foreach (ref double mean in means.Span)
        {
            mean /= view.Count;
        }

        view.Subtract(work.Gradient, means.Span, work.Update, work.Degree);
    }
}
