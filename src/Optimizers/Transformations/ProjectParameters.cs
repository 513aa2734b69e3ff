using Pullback.Optimizers.Kernels;

namespace Pullback.Optimizers;

/// <summary>Makes the parameters after the update lie in a closed convex set: projected gradient descent, with any optimizer before it.</summary>
/// <remarks>
/// <para><c>u = P(p + g) − p</c>, where P gives the nearest point of the set.</para>
/// <para>
/// Stands at the end of a chain, after the learning rate. Each tensor is a vector of its own, or each of its rows or columns (<see cref="Over"/>); what has no elements is left alone. The
/// sum <c>p + u</c> is rounded, so that parameters reach the set up to its last bit; where the step already leads into the set, it is not changed at all.
/// </para>
/// <para>Differences: Optax has the projections as functions, to be called after the step: <see cref="Projection.Apply{T}(TensorSet{T})"/>.</para>
/// <para>A. A. Goldstein, "Convex Programming in Hilbert Space", Bulletin of the AMS 70, 1964.</para>
/// </remarks>
[TensorRule]
public sealed partial record ProjectParameters : IGradientTransformation
{
    /// <summary>Projects parameters.</summary>
    /// <param name="projection">The set.</param>
    /// <exception cref="ArgumentNullException"><paramref name="projection"/> is null.</exception>
    public ProjectParameters(Projection projection) => Projection = Setting.NotNull(projection, nameof(projection));

    /// <summary>The set.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public Projection Projection
    {
        get;
        init => field = Setting.NotNull(value, nameof(Projection));
    }

    /// <summary>The axes that make a vector; by default all, so that each tensor is one.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public TensorAxes Over
    {
        get;
        init => field = Setting.NotNull(value, nameof(Over));
    } = TensorAxes.All;

    /// <summary>Which tensors are projected; elsewhere what comes in goes out.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public ParameterFilter Where
    {
        get;
        init => field = Setting.NotNull(value, nameof(Where));
    } = ParameterFilter.All;

    // Where each tensor is one vector, one thread projects it.
    long ITensorRule.DividesFrom => Over == TensorAxes.All ? long.MaxValue : RuleJob.ParallelLength;

    void ITensorRule.Check(TensorSlot slot)
    {
        UnitView view = Over.Of(slot);
        if (slot.Length > 0)
        {
            Projection.CheckLength(
                view.Count,
                Over == TensorAxes.All ? $"tensor '{slot.Name}'" : $"each vector of tensor '{slot.Name}' over {Over}"
            );
        }
    }

    void ITensorRule.Run<T>(TensorWork<T> work)
    {
        if (work.Slot.Length == 0)
        {
            return;
        }

        using Scratch<T> moved = new(work.Slot.Length);
        ElementBlocks.Run(new AddWork<T>(work.Parameter, work.Gradient, moved.Span), work.Degree);
        UnitProjection<T>.Run(Projection, Over.Of(work.Slot), moved.Span, work.Update, work.Degree);
        work.LeadToTargets();
    }
}
