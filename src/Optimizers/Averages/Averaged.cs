using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Averages the parameters as an optimizer moves them: the step is the optimizer's, and the average is part of the state.</summary>
/// <remarks>
/// <para><c>p ← p + inner(g)</c>, then <c>a ← average(a, p)</c>; <see cref="AveragedState{T}.Average"/> are the parameters to evaluate at.</para>
/// <para>
/// It belongs outside: in a <see cref="Chain"/> what comes after it is not seen by the average. To average less often than every step, or something else than
/// parameters, call the average itself.
/// </para>
/// <para>Differences: PyTorch and Optax leave the call to the training loop.</para>
/// <para>The source is that of the average (<see cref="ExponentialAverage"/>, <see cref="PolyakAverage"/>, <see cref="StochasticWeightAverage"/>).</para>
/// </remarks>
public sealed record Averaged : ISteppingTransformation, IWrapper, IHasEvaluationParameters
{
    /// <summary>Wraps an optimizer.</summary>
    /// <param name="inner">The optimizer.</param>
    /// <param name="average">The average of its parameters.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public Averaged(IGradientTransformation inner, IParameterAverage average)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(average);
        Inner = inner;
        Average = average;
    }

    /// <summary>The optimizer.</summary>
    public IGradientTransformation Inner { get; }

    /// <summary>The average of its parameters.</summary>
    public IParameterAverage Average { get; }

    // The average has all tensors, those that the optimizer does not see among them.
    ISteppingTransformation? IWrapper.Around(IGradientTransformation inner) => null;

    /// <inheritdoc/>
    public OptimizerState<T> Init<T>(TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        new AveragedState<T>(0, Inner.Init(parameters), Average.Init(parameters));

    /// <inheritdoc/>
    public TransformationResult<T> Update<T>(
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs = null
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        AveragedState<T> current = WrapperState.Of<AveragedState<T>, T>(state, this);
        (TensorSet<T> updates, OptimizerState<T> next) = Inner.Update(gradients, current.Inner, parameters, inputs);
        return new TransformationResult<T>(
            updates,
            current.Next(next, Average.Update(current.AverageState, parameters + updates))
        );
    }

    /// <inheritdoc/>
    /// <remarks>The average.</remarks>
    public TensorSet<T> EvaluationParameters<T>(TensorSet<T> parameters, OptimizerState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        TensorSet<T> average = WrapperState.Of<AveragedState<T>, T>(state, this).Average;
        Throw.IfLayoutDiffers(average.Layout, parameters.Layout, nameof(AveragedState<>.Average));
        return average.Copy();
    }

    /// <summary>The optimizer and the average.</summary>
    /// <returns>For example <c>Averaged(Adam(…), PolyakAverage { Start = 1 })</c>.</returns>
    public override string ToString() => $"Averaged({Inner}, {Average})";

    StepResult<T> ISteppingTransformation.StepOnce<T>(
        TensorSet<T> parameters,
        TensorSet<T> gradients,
        OptimizerState<T> state,
        StepInputs<T>? inputs,
        bool donate
    )
    {
        // What can be wrong with the average is found before the optimizer writes.
        AveragedState<T> current = WrapperState.Of<AveragedState<T>, T>(state, this);
        Throw.IfLayoutDiffers(parameters.Layout, current.Average.Layout, nameof(parameters));
        AverageShare share = ParameterAverageExtensions.Share(Average, current.AverageState);
        (TensorSet<T> moved, OptimizerState<T> next) = Inner.Step(parameters, gradients, current.Inner, inputs, donate);
        return new StepResult<T>(
            moved,
            current.Next(
                next,
                ParameterAverageExtensions.Apply(share, current.AverageState, moved, donate, ElementLoops.DegreeOf(Inner))
            )
        );
    }
}

/// <summary>The state of <see cref="Averaged"/>: that of the optimizer, and the average.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class AveragedState<T> : WrapperState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal AveragedState(long step, OptimizerState<T> inner, AverageState<T> average)
        : base(step, inner) => AverageState = average;

    /// <summary>The average: parameters to evaluate the model at.</summary>
    public TensorSet<T> Average => AverageState.Average;

    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, OptimizerState<T>>> NamedParts =>
        [new("inner", Inner), new("average", AverageState)];

    internal AverageState<T> AverageState { get; }

    /// <summary>The state one step later.</summary>
    internal AveragedState<T> Next(OptimizerState<T> inner, AverageState<T> average) => new(NextStep, inner, average);

    /// <inheritdoc/>
    protected override OptimizerState<T> Rebuild(
        long step,
        IReadOnlyList<OptimizerState<T>> parts,
        IReadOnlyDictionary<string, TensorSet<T>> tensors,
        IReadOnlyDictionary<string, double> scalars
    ) => new AveragedState<T>(step, parts[0], (AverageState<T>)parts[1]);
}
