using System.Globalization;
using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Skips a step whose gradients are not all finite: no update, and the optimizer's state as it was.</summary>
/// <remarks>
/// <para><c>u = inner(g)</c> where all of <c>g</c> is finite, or more than <c>m</c> gradients in a row were not; else <c>u = 0</c>.</para>
/// <para>
/// Looking costs one pass over the gradients. Tensors that the optimizer freezes are not looked at. After more bad gradients in a row than
/// <see cref="MaxConsecutiveErrors"/>, they are applied, so that an error that does not go away is seen; <c>long.MaxValue</c> skips for ever.
/// </para>
/// <para>Differences: none; as Optax's <c>apply_if_finite</c>. PyTorch's <c>GradScaler</c> skips such steps too.</para>
/// <para>The Optax authors, "apply_if_finite", Optax documentation, 2020.</para>
/// </remarks>
public sealed record ApplyIfFinite : ISteppingTransformation, IWrapper, IHasEvaluationParameters
{
    private readonly TensorSelector _trained;

    /// <summary>Wraps an optimizer.</summary>
    /// <param name="inner">The optimizer.</param>
    /// <param name="maxConsecutiveErrors">How many bad gradients in a row are skipped, m; not negative.</param>
    /// <exception cref="ArgumentNullException"><paramref name="inner"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxConsecutiveErrors"/> is negative.</exception>
    public ApplyIfFinite(IGradientTransformation inner, long maxConsecutiveErrors = long.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(inner);
        Inner = inner;
        MaxConsecutiveErrors = Require.NotNegative(maxConsecutiveErrors);
        _trained = TensorSelector.TrainedBy(inner);
    }

    /// <summary>The optimizer.</summary>
    public IGradientTransformation Inner { get; }

    /// <summary>How many bad gradients in a row are skipped, m; the next one is applied.</summary>
    public long MaxConsecutiveErrors { get; }

    ISteppingTransformation? IWrapper.Around(IGradientTransformation inner) => new ApplyIfFinite(inner, MaxConsecutiveErrors);

    /// <inheritdoc/>
    public OptimizerState<T> Init<T>(TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T> => new ApplyIfFiniteState<T>(0, Inner.Init(parameters), 0, 0);

    /// <inheritdoc/>
    public TransformationResult<T> Update<T>(
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs = null
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (SkipState<T> current, bool good, bool skip) = Judge(state, parameters, gradients);
        return SkippingStep.Update(Inner, gradients, current, parameters, inputs, good, skip);
    }

    /// <inheritdoc/>
    /// <remarks>Those of the optimizer inside.</remarks>
    public TensorSet<T> EvaluationParameters<T>(TensorSet<T> parameters, OptimizerState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Inner.EvaluationParameters(parameters, WrapperState.Of<ApplyIfFiniteState<T>, T>(state, this).Inner);

    /// <summary>The optimizer and the settings.</summary>
    /// <returns>For example <c>ApplyIfFinite(Adam(…), maxConsecutiveErrors: 5)</c>.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"ApplyIfFinite({Inner}, maxConsecutiveErrors: {MaxConsecutiveErrors})");

    StepResult<T> ISteppingTransformation.StepOnce<T>(
        TensorSet<T> parameters,
        TensorSet<T> gradients,
        OptimizerState<T> state,
        StepInputs<T>? inputs,
        bool donate
    )
    {
        (SkipState<T> current, bool good, bool skip) = Judge(state, parameters, gradients);
        return SkippingStep.Step(Inner, parameters, gradients, current, inputs, donate, good, skip);
    }

    private (SkipState<T> State, bool Good, bool Skip) Judge<T>(
        OptimizerState<T> state,
        TensorSet<T> parameters,
        TensorSet<T> gradients
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (SkipState<T> current, TensorSelection trained) = SkippingStep.Check(
            WrapperState.Of<ApplyIfFiniteState<T>, T>(state, this),
            _trained,
            parameters,
            gradients
        );
        bool finite = trained.IsFinite(gradients);
        return (current, finite, !finite && current.Consecutive < MaxConsecutiveErrors);
    }
}
