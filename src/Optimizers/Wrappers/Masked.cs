using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Applies a transformation to some tensors only: elsewhere what comes in goes out, and no state is kept.</summary>
/// <remarks>
/// <para><c>u = inner(g)</c> for the tensors that the filter matches, <c>u = g</c> for the others.</para>
/// <para>
/// The inner transformation sees the matched tensors alone: its norms count no other. One that is made of update rules runs over them where they lie, without
/// a copy. For single rules, <c>Where</c> does the same at no cost at all; to give every tensor an optimizer of its own kind, use <see cref="Partition"/>; to
/// keep tensors as they are, <see cref="Freeze"/>. Around a whole optimizer it is seldom what is meant: the gradients of the other tensors go out as updates, uphill.
/// </para>
/// <para>Differences: none; as Optax's <c>masked</c>.</para>
/// <para>The Optax authors, "masked", Optax documentation, 2021.</para>
/// </remarks>
public sealed record Masked : ISteppingTransformation, IFreezingTransformation, IHasEvaluationParameters
{
    private readonly OverTensors _over;
    private readonly TensorSelector _others;

    /// <summary>Applies a transformation to some tensors only.</summary>
    /// <param name="inner">The transformation.</param>
    /// <param name="where">The tensors.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public Masked(IGradientTransformation inner, ParameterFilter where)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(where);
        Inner = inner;
        Where = where;
        _over = new OverTensors(inner, where);
        _others = new TensorSelector(ParameterFilter.Trainable.And(where.Not()));
    }

    /// <summary>The transformation.</summary>
    public IGradientTransformation Inner { get; }

    /// <summary>The tensors that it is applied to.</summary>
    public ParameterFilter Where { get; }

    ParameterFilter IFreezingTransformation.Frozen =>
        TensorSelector.FrozenBy(Inner) is var frozen && frozen == ParameterFilter.None ? frozen : Where.And(frozen);

    /// <inheritdoc/>
    /// <returns>The state of the inner transformation: the mask has none.</returns>
    public OptimizerState<T> Init<T>(TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return _over.Init(parameters);
    }

    /// <inheritdoc/>
    public TransformationResult<T> Update<T>(
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs = null
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(gradients);
        ArgumentNullException.ThrowIfNull(parameters);
        (TensorSet<T> updates, OptimizerState<T> next) = _over.Update(gradients, state, parameters, inputs);
        TensorSelection others = _others.Of(parameters.Layout);
        if (others.Ranges.Count == 0)
        {
            return new TransformationResult<T>(updates, next);
        }

        // Where some tensor is left out, the updates of the others are in fresh memory.
        TensorBuffer<T> all = TensorBuffer<T>.Claim(updates, nameof(Masked));
        foreach (TensorSelection.Stretch range in others.Ranges)
        {
            gradients.Span.Slice(range.Offset, range.Length).CopyTo(all.Span[range.Offset..]);
        }

        return new TransformationResult<T>(all.Freeze(), next);
    }

    /// <inheritdoc/>
    /// <remarks>Those of the transformation inside; elsewhere the parameters themselves.</remarks>
    public TensorSet<T> EvaluationParameters<T>(TensorSet<T> parameters, OptimizerState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return _over.EvaluationParameters(parameters, state);
    }

    /// <summary>The transformation and the filter.</summary>
    /// <returns>For example <c>Masked(Trace(…), where: Named("*.weight"))</c>.</returns>
    public override string ToString() => $"Masked({Inner}, where: {Where})";

    StepResult<T> ISteppingTransformation.StepOnce<T>(
        TensorSet<T> parameters,
        TensorSet<T> gradients,
        OptimizerState<T> state,
        StepInputs<T>? inputs,
        bool donate
    )
    {
        (TensorSet<T> moved, OptimizerState<T> next) = _over.StepOnce(parameters, gradients, state, inputs, donate);
        TensorSelection others = _others.Of(moved.Layout);
        if (others.Ranges.Count == 0)
        {
            return new StepResult<T>(moved, next);
        }

        TensorBuffer<T> all = TensorBuffer<T>.Claim(moved, nameof(Masked));
        foreach (TensorSelection.Stretch range in others.Ranges)
        {
            AddLoop<T> loop = new(gradients.Span.Slice(range.Offset, range.Length), all.Span.Slice(range.Offset, range.Length));
            ElementLoops.Run<T, AddLoop<T>>(loop, ElementLoops.DegreeOf(Inner));
        }

        return new StepResult<T>(all.Freeze(), next);
    }
}
