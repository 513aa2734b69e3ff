using System.Buffers;
using System.Globalization;
using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Lets an optimizer run ahead with fast weights, and pulls them back to a slow copy every few steps.</summary>
/// <remarks>
/// <para>
/// Every step is the inner optimizer's, <c>f ← f + u</c>; after every <c>k</c>-th, <c>s ← s + α (f − s)</c> and <c>f ← s</c>. The parameters are the fast weights; the slow
/// ones, at which models are best evaluated, are <see cref="LookaheadState{T}.Slow"/>.
/// </para>
/// <para>
/// Differences: Optax's <c>lookahead</c> carries both copies in its parameters, so its gradients and updates have another structure; here the slow weights are
/// part of the state. The momentum of the inner optimizer is kept after a synchronisation, as in both, unless <see cref="ResetState"/> says otherwise.
/// </para>
/// <para>
/// Between synchronisations a step costs what the inner one does; a synchronisation is one more pass. Tensors that the inner optimizer freezes have no slow
/// weights. Not finite fast weights make the slow ones so at the next synchronisation: see <see cref="ApplyIfFinite"/>.
/// </para>
/// <para>M. Zhang, J. Lucas, G. Hinton, J. Ba, "Lookahead Optimizer: k steps forward, 1 step back", NeurIPS 2019.</para>
/// </remarks>
public sealed record Lookahead : ISteppingTransformation, IWrapper, IHasEvaluationParameters
{
    private readonly TensorSelector _trained;
    private readonly int _degree;

    /// <summary>Wraps an optimizer.</summary>
    /// <param name="inner">The optimizer of the fast weights.</param>
    /// <exception cref="ArgumentNullException"><paramref name="inner"/> is null.</exception>
    public Lookahead(IGradientTransformation inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        Inner = inner;
        _trained = TensorSelector.TrainedBy(inner);
        _degree = ElementLoops.DegreeOf(inner);
    }

    /// <summary>The optimizer of the fast weights.</summary>
    public IGradientTransformation Inner { get; }

    /// <summary>After how many steps the slow weights follow, k; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    public long SyncPeriod
    {
        get;
        init => field = Require.AtLeastOne(value, nameof(SyncPeriod));
    } = 5;

    /// <summary>How much of the way the slow weights go, α: at least 0, at most 1. With 1 the slow weights are the fast ones: the inner optimizer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bound.</exception>
    public double SlowStepSize
    {
        get;
        init => field = Require.Fraction(value, nameof(SlowStepSize));
    } = 0.5;

    /// <summary>Whether the inner state starts anew after each synchronisation, its step and so its schedules included.</summary>
    public bool ResetState { get; init; }

    ISteppingTransformation? IWrapper.Around(IGradientTransformation inner) =>
        new Lookahead(inner)
        {
            SyncPeriod = SyncPeriod,
            SlowStepSize = SlowStepSize,
            ResetState = ResetState,
        };

    /// <inheritdoc/>
    public OptimizerState<T> Init<T>(TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        OptimizerState<T> inner = Inner.Init(parameters);
        return new LookaheadState<T>(0, inner, _trained.Of(parameters.Layout).GatherCopy(parameters).Freeze());
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
        LookaheadState<T> current = Check(state, parameters);
        (TensorSet<T> updates, OptimizerState<T> inner) = Inner.Update(gradients, current.Inner, parameters, inputs);
        if (!Synchronizes(current))
        {
            return new TransformationResult<T>(updates, current.Next(inner, current.Slow.Copy()));
        }

        TensorBuffer<T> pulled = TensorBuffer<T>.CopyOf(updates);
        TensorBuffer<T> slow = TensorBuffer<T>.AllocateUninitialized(current.Slow.Layout);
        Pull(parameters.Span, (parameters + updates).Span, current.Slow.Span, pulled, slow, addsToParameters: false);
        TensorSet<T> total = pulled.Freeze();
        inner = ResetState ? Inner.Init(parameters + total) : inner;
        return new TransformationResult<T>(total, current.Next(inner, slow.Freeze()));
    }

    /// <inheritdoc/>
    /// <remarks>The slow weights.</remarks>
    public TensorSet<T> EvaluationParameters<T>(TensorSet<T> parameters, OptimizerState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        LookaheadState<T> current = Check(WrapperState.Of<LookaheadState<T>, T>(state, this), parameters);
        return _trained.Of(parameters.Layout).ReplaceCopy(parameters, current.Slow);
    }

    /// <summary>The optimizer and the settings.</summary>
    /// <returns>For example <c>Lookahead(Adam(…), syncPeriod: 5, slowStepSize: 0.5, resetState: False)</c>.</returns>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Lookahead({Inner}, syncPeriod: {SyncPeriod}, slowStepSize: {SlowStepSize}, resetState: {ResetState})"
        );

    StepResult<T> ISteppingTransformation.StepOnce<T>(
        TensorSet<T> parameters,
        TensorSet<T> gradients,
        OptimizerState<T> state,
        StepInputs<T>? inputs,
        bool donate
    )
    {
        LookaheadState<T> current = Check(state, parameters);
        if (!Synchronizes(current))
        {
            (TensorSet<T> moved, OptimizerState<T> after) = Inner.Step(parameters, gradients, current.Inner, inputs, donate);
            return new StepResult<T>(moved, current.Next(after, Unchanged.Pass(current.Slow, nameof(Lookahead), donate)));
        }

        // A start anew may refuse the new parameters, so it comes before anything is written.
        if (!donate || ResetState)
        {
            return OptimizerExtensions.UpdateAndApply(this, parameters, gradients, state, inputs, donate);
        }

        T[] before = ArrayPool<T>.Shared.Rent(parameters.Layout.BufferLength);
        try
        {
            parameters.Span.CopyTo(before);
            TensorBuffer<T> slow = TensorBuffer<T>.Claim(current.Slow, nameof(Lookahead));
            StepResult<T> fast = StepOrGiveBack(slow, parameters, gradients, current, inputs);
            TensorBuffer<T> next = TensorBuffer<T>.Claim(fast.Parameters, nameof(Lookahead));
            Pull(before, next.Span, slow.Span, next, slow, addsToParameters: true);
            TensorSet<T> moved = next.Freeze();
            return new StepResult<T>(moved, current.Next(fast.State, slow.Freeze()));
        }
        finally
        {
            ArrayPool<T>.Shared.Return(before);
        }
    }

    /// <summary>The inner step writes only when it can no longer throw; when it does, the slow weights live on.</summary>
    private StepResult<T> StepOrGiveBack<T>(
        TensorBuffer<T> slow,
        TensorSet<T> parameters,
        TensorSet<T> gradients,
        LookaheadState<T> current,
        StepInputs<T>? inputs
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        try
        {
            return Inner.Step(parameters, gradients, current.Inner, inputs, donate: true);
        }
        catch
        {
            slow.Unclaim();
            throw;
        }
    }

    private void Pull<T>(
        ReadOnlySpan<T> parameters,
        ReadOnlySpan<T> fast,
        ReadOnlySpan<T> slow,
        TensorBuffer<T> results,
        TensorBuffer<T> nextSlow,
        bool addsToParameters
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (TensorSelection.Stretch range in _trained.Of(results.Layout).Ranges)
        {
            PullLoop<T> loop = new(
                parameters.Slice(range.Offset, range.Length),
                fast.Slice(range.Offset, range.Length),
                slow.Slice(range.PartOffset, range.Length),
                T.CreateTruncating(1 - SlowStepSize),
                results.Span.Slice(range.Offset, range.Length),
                nextSlow.Span.Slice(range.PartOffset, range.Length),
                addsToParameters
            );
            ElementLoops.Run<T, PullLoop<T>>(loop, _degree);
        }
    }

    private bool Synchronizes<T>(LookaheadState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T> => (state.Step % SyncPeriod) + 1 == SyncPeriod;

    private LookaheadState<T> Check<T>(OptimizerState<T> state, TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        LookaheadState<T> current = WrapperState.Of<LookaheadState<T>, T>(state, this);
        Throw.IfLayoutDiffers(current.Slow.Layout, _trained.Of(parameters.Layout).Part, nameof(LookaheadState<>.Slow));
        return current;
    }
}
