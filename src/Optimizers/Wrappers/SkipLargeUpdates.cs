using System.Globalization;
using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Skips a step whose gradients are too large together, or not finite: no update, and the optimizer's state as it was.</summary>
/// <remarks>
/// <para><c>u = inner(g)</c> where <c>‖g‖ &lt; c</c>, else <c>u = 0</c>; NaN is never less.</para>
/// <para>The norm is that of all trained tensors together, and costs one pass. Unlike <see cref="ClipByGlobalNorm"/> it drops an outlier instead of shrinking it.</para>
/// <para>
/// Differences: Optax's <c>skip_large_updates</c> is a function for <c>MultiSteps</c> and takes the squared norm; here it is a wrapper around any optimizer,
/// <see cref="MultiSteps"/> included.
/// </para>
/// <para>The Optax authors, "skip_large_updates", Optax documentation, 2021.</para>
/// </remarks>
public sealed record SkipLargeUpdates : ISteppingTransformation, IWrapper, IHasEvaluationParameters
{
    private readonly TensorSelector _trained;

    /// <summary>Wraps an optimizer.</summary>
    /// <param name="inner">The optimizer.</param>
    /// <param name="maxNorm">The norm c from which on gradients are skipped; above 0.</param>
    /// <exception cref="ArgumentNullException"><paramref name="inner"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxNorm"/> is not finite and positive.</exception>
    public SkipLargeUpdates(IGradientTransformation inner, double maxNorm)
    {
        ArgumentNullException.ThrowIfNull(inner);
        Inner = inner;
        MaxNorm = Require.Positive(maxNorm);
        _trained = TensorSelector.TrainedBy(inner);
    }

    /// <summary>The optimizer.</summary>
    public IGradientTransformation Inner { get; }

    /// <summary>The norm from which on gradients are skipped.</summary>
    public double MaxNorm { get; }

    ISteppingTransformation? IWrapper.Around(IGradientTransformation inner) => new SkipLargeUpdates(inner, MaxNorm);

    /// <inheritdoc/>
    public OptimizerState<T> Init<T>(TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T> => new SkipLargeUpdatesState<T>(0, Inner.Init(parameters), 0, 0);

    /// <inheritdoc/>
    public TransformationResult<T> Update<T>(
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs = null
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (SkipState<T> current, bool good) = Judge(state, parameters, gradients);
        return SkippingStep.Update(Inner, gradients, current, parameters, inputs, good, skip: !good);
    }

    /// <inheritdoc/>
    /// <remarks>Those of the optimizer inside.</remarks>
    public TensorSet<T> EvaluationParameters<T>(TensorSet<T> parameters, OptimizerState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Inner.EvaluationParameters(parameters, WrapperState.Of<SkipLargeUpdatesState<T>, T>(state, this).Inner);

    /// <summary>The optimizer and the settings.</summary>
    /// <returns>For example <c>SkipLargeUpdates(Adam(…), maxNorm: 10)</c>.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"SkipLargeUpdates({Inner}, maxNorm: {MaxNorm})");

    StepResult<T> ISteppingTransformation.StepOnce<T>(
        TensorSet<T> parameters,
        TensorSet<T> gradients,
        OptimizerState<T> state,
        StepInputs<T>? inputs,
        bool donate
    )
    {
        (SkipState<T> current, bool good) = Judge(state, parameters, gradients);
        return SkippingStep.Step(Inner, parameters, gradients, current, inputs, donate, good, skip: !good);
    }

    private (SkipState<T> State, bool Good) Judge<T>(OptimizerState<T> state, TensorSet<T> parameters, TensorSet<T> gradients)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (SkipState<T> current, TensorSelection trained) = SkippingStep.Check(
            WrapperState.Of<SkipLargeUpdatesState<T>, T>(state, this),
            _trained,
            parameters,
            gradients
        );
        return (current, trained.Norm(gradients, ElementLoops.DegreeOf(Inner)) < MaxNorm);
    }
}
