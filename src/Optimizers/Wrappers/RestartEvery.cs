using System.Globalization;
using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Starts the state of a transformation anew every few steps: momentum restarts.</summary>
/// <remarks>
/// <para><c>u = inner(g)</c>; after every k-th step the inner state is that of <c>Init</c> at the new parameters.</para>
/// <para>
/// The inner step starts at 0 again too, and with it bias corrections and schedules. What must go on belongs beside it:
/// <c>Chain.Of(new RestartEvery(new ScaleByAdam(), 100), new ScaleByLearningRate(schedule))</c>.
/// </para>
/// <para>Differences: PyTorch and Optax have no counterpart: there a new optimizer is made.</para>
/// <para>B. O'Donoghue, E. Candès, "Adaptive Restart for Accelerated Gradient Schemes", Foundations of Computational Mathematics, 2015: fixed restarts.</para>
/// </remarks>
public sealed record RestartEvery : ISteppingTransformation, IWrapper, IHasEvaluationParameters
{
    /// <summary>Wraps a transformation.</summary>
    /// <param name="inner">The transformation.</param>
    /// <param name="period">After how many steps it starts anew; at least 1.</param>
    /// <exception cref="ArgumentNullException"><paramref name="inner"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="period"/> is out of its bound.</exception>
    public RestartEvery(IGradientTransformation inner, long period)
    {
        ArgumentNullException.ThrowIfNull(inner);
        Inner = inner;
        Period = Require.AtLeastOne(period);
    }

    /// <summary>The transformation.</summary>
    public IGradientTransformation Inner { get; }

    /// <summary>After how many steps it starts anew.</summary>
    public long Period { get; }

    ISteppingTransformation? IWrapper.Around(IGradientTransformation inner) => new RestartEvery(inner, Period);

    /// <inheritdoc/>
    public OptimizerState<T> Init<T>(TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T> => new RestartState<T>(0, Inner.Init(parameters));

    /// <inheritdoc/>
    public TransformationResult<T> Update<T>(
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs = null
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RestartState<T> current = WrapperState.Of<RestartState<T>, T>(state, this);
        (TensorSet<T> updates, OptimizerState<T> next) = Inner.Update(gradients, current.Inner, parameters, inputs);
        return new TransformationResult<T>(updates, current.Next(Restarts(current) ? Inner.Init(parameters + updates) : next));
    }

    /// <inheritdoc/>
    /// <remarks>Those of the optimizer inside.</remarks>
    public TensorSet<T> EvaluationParameters<T>(TensorSet<T> parameters, OptimizerState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Inner.EvaluationParameters(parameters, WrapperState.Of<RestartState<T>, T>(state, this).Inner);

    /// <summary>The transformation and the period.</summary>
    /// <returns>For example <c>RestartEvery(ScaleByAdam(…), period: 100)</c>.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"RestartEvery({Inner}, period: {Period})");

    StepResult<T> ISteppingTransformation.StepOnce<T>(
        TensorSet<T> parameters,
        TensorSet<T> gradients,
        OptimizerState<T> state,
        StepInputs<T>? inputs,
        bool donate
    )
    {
        RestartState<T> current = WrapperState.Of<RestartState<T>, T>(state, this);
        if (Restarts(current))
        {
            // The start anew may refuse the new parameters, so it comes before anything is written.
            return OptimizerExtensions.UpdateAndApply(this, parameters, gradients, state, inputs, donate);
        }

        (TensorSet<T> moved, OptimizerState<T> next) = Inner.Step(parameters, gradients, current.Inner, inputs, donate);
        return new StepResult<T>(moved, current.Next(next));
    }

    private bool Restarts<T>(RestartState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T> => (state.Step % Period) + 1 == Period;
}

/// <summary>The state of <see cref="RestartEvery"/>: that of the transformation inside, and a step that goes on.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class RestartState<T> : WrapperState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal RestartState(long step, OptimizerState<T> inner)
        : base(step, inner) { }

    /// <summary>The state one step later.</summary>
    internal RestartState<T> Next(OptimizerState<T> inner) => new(NextStep, inner);

    /// <inheritdoc/>
    protected override OptimizerState<T> Rebuild(
        long step,
        IReadOnlyList<OptimizerState<T>> parts,
        IReadOnlyDictionary<string, TensorSet<T>> tensors,
        IReadOnlyDictionary<string, double> scalars
    ) => new RestartState<T>(step, parts[0]);
}
