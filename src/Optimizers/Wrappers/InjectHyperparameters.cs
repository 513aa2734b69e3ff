using System.Globalization;
using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Keeps some hyperparameters of an optimizer in its state, where they can be changed in mid-run and are saved with the rest.</summary>
/// <remarks>
/// <para><c>u = create(h)(g)</c>, where <c>h</c> are the named numbers of the state.</para>
/// <para>
/// An optimizer is an immutable record and its state a separate value, so that <c>optimizer.With(learningRate: 0.01)</c> with the same state is already a
/// change in mid-run that loses nothing, and a <see cref="Schedule"/> a planned one. This wrapper is for numbers that must travel <em>with the state</em>: one that a
/// user, a search or a rule outside changes, and that a restored run must go on with. <c>state.With("LearningRate", 0.01)</c> changes one, wherever in a chain or a
/// wrapper this is; <c>state.GetScalar("LearningRate")</c> reads it, for a log.
/// </para>
/// <para>
/// The optimizer is made anew only when a number has changed, so a step costs what the inner one does. Out of bounds, a number is refused where it is changed.
/// </para>
/// <para>Differences: as Optax's <c>inject_hyperparams</c>, with a function in place of reflection.</para>
/// <para>The Optax authors, "inject_hyperparams", Optax documentation, 2020.</para>
/// </remarks>
/// <example>
/// <code>
/// var optimizer = new InjectHyperparameters(
///     new Dictionary&lt;string, double&gt; { ["LearningRate"] = 1e-3 },
///     values => new AdamW { LearningRate = values["LearningRate"] });
/// var state = optimizer.Init(parameters);
/// state = state.With("LearningRate", 1e-4);
/// </code>
/// </example>
public sealed class InjectHyperparameters : ISteppingTransformation, IWrapper, IHasEvaluationParameters
{
    private readonly KeyValuePair<string, double>[] _initial;
    private readonly Func<IReadOnlyDictionary<string, double>, IGradientTransformation> _create;
    private readonly IGradientTransformation _first;

    /// <summary>Makes an optimizer of numbers that its state keeps.</summary>
    /// <param name="hyperparameters">The names of the numbers and their first values. Not <c>step</c>, and no dots.</param>
    /// <param name="create">
    /// Makes the optimizer: a pure function. For all values the optimizer must be of the same kind and keep the same state, that is, settings may change and flags
    /// that add or remove state may not.
    /// </param>
    /// <exception cref="ArgumentException">A name is empty, has a dot or occurs twice.</exception>
    public InjectHyperparameters(
        IEnumerable<KeyValuePair<string, double>> hyperparameters,
        Func<IReadOnlyDictionary<string, double>, IGradientTransformation> create
    )
    {
        ArgumentNullException.ThrowIfNull(hyperparameters);
        ArgumentNullException.ThrowIfNull(create);
        _initial = [.. hyperparameters];
        _create = create;
        foreach ((string name, double _) in _initial)
        {
            if (string.IsNullOrWhiteSpace(name) || name.Contains('.', StringComparison.Ordinal) || name == "step")
            {
                throw new ArgumentException(
                    $"The name of a hyperparameter must have a letter and no dot, and not be 'step', but is '{name}'.",
                    nameof(hyperparameters)
                );
            }
        }

        _first = Create(_initial);
    }

    /// <summary>The names of the numbers and their first values.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Hyperparameters => _initial;

    IGradientTransformation IWrapper.Inner => _first;

    // What the function makes is not of this wrapper's making.
    ISteppingTransformation? IWrapper.Around(IGradientTransformation inner) => null;

    /// <inheritdoc/>
    public OptimizerState<T> Init<T>(TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T> => new InjectedState<T>(0, _first.Init(parameters), this, _initial, _first);

    /// <inheritdoc/>
    public TransformationResult<T> Update<T>(
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs = null
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        InjectedState<T> current = Check(state);
        (TensorSet<T> updates, OptimizerState<T> next) = current.Optimizer.Update(gradients, current.Inner, parameters, inputs);
        return new TransformationResult<T>(updates, current.Next(next));
    }

    /// <inheritdoc/>
    public StepResult<T> StepOnce<T>(
        TensorSet<T> parameters,
        TensorSet<T> gradients,
        OptimizerState<T> state,
        StepInputs<T>? inputs,
        bool donate
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        InjectedState<T> current = Check(state);
        (TensorSet<T> moved, OptimizerState<T> next) = current.Optimizer.Step(
            parameters,
            gradients,
            current.Inner,
            inputs,
            donate
        );
        return new StepResult<T>(moved, current.Next(next));
    }

    /// <inheritdoc/>
    /// <remarks>Those of the optimizer inside.</remarks>
    public TensorSet<T> EvaluationParameters<T>(TensorSet<T> parameters, OptimizerState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        InjectedState<T> current = Check(state);
        return current.Optimizer.EvaluationParameters(parameters, current.Inner);
    }

    /// <summary>The optimizer as it starts, and the names of the numbers that its state keeps.</summary>
    /// <returns>For example <c>InjectHyperparameters(AdamW(…), LearningRate: 0.001)</c>.</returns>
    public override string ToString() =>
        $"InjectHyperparameters({_first}{string.Concat(_initial.Select(value => string.Create(CultureInfo.InvariantCulture, $", {value.Key}: {value.Value}")))})";

    internal IGradientTransformation Create(IEnumerable<KeyValuePair<string, double>> values) =>
        _create(new Dictionary<string, double>(values, StringComparer.Ordinal))
        ?? throw new InvalidOperationException("The function that makes the optimizer returned null.");

    /// <summary>A state of another instance with the same names will do: its numbers are taken over, and the optimizer is this instance's.</summary>
    private InjectedState<T> Check<T>(OptimizerState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        InjectedState<T> current = WrapperState.Of<InjectedState<T>, T>(state, this);
        if (ReferenceEquals(current.Source, this))
        {
            return current;
        }

        return current
            .Hyperparameters.Select(value => value.Key)
            .SequenceEqual(_initial.Select(value => value.Key), StringComparer.Ordinal)
            ? new InjectedState<T>(
                current.Step,
                current.Inner,
                this,
                [.. current.Hyperparameters],
                Create(current.Hyperparameters)
            )
            : throw new ArgumentException(
                $"{this} takes a state with its own hyperparameters, but got one with {string.Join(", ", current.Hyperparameters.Select(value => value.Key))}.",
                nameof(state)
            );
    }
}
