using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>The state of <see cref="InjectHyperparameters"/>: the hyperparameters, and the state of the optimizer that is made of them.</summary>
/// <remarks><see cref="OptimizerState{T}.With"/> changes a hyperparameter, <see cref="OptimizerState{T}.GetScalar"/> reads it.</remarks>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class InjectedState<T> : WrapperState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly KeyValuePair<string, double>[] _hyperparameters;

    internal InjectedState(
        long step,
        OptimizerState<T> inner,
        InjectHyperparameters source,
        KeyValuePair<string, double>[] hyperparameters,
        IGradientTransformation optimizer
    )
        : base(step, inner)
    {
        Source = source;
        _hyperparameters = hyperparameters;
        Optimizer = optimizer;
    }

    /// <summary>The hyperparameters as they are now.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Hyperparameters => _hyperparameters;

    /// <summary>The optimizer that is made of them: not part of what is saved, but carried along, so that a step does not make it again.</summary>
    internal IGradientTransformation Optimizer { get; }

    internal InjectHyperparameters Source { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<KeyValuePair<string, double>> OwnScalars => _hyperparameters;

    /// <summary>The state one step later.</summary>
    internal InjectedState<T> Next(OptimizerState<T> inner) => new(NextStep, inner, Source, _hyperparameters, Optimizer);

    /// <inheritdoc/>
    protected override OptimizerState<T> Rebuild(
        long step,
        IReadOnlyList<OptimizerState<T>> parts,
        IReadOnlyDictionary<string, TensorSet<T>> tensors,
        IReadOnlyDictionary<string, double> scalars
    )
    {
        KeyValuePair<string, double>[] values =
        [
            .. _hyperparameters.Select(value => new KeyValuePair<string, double>(value.Key, scalars[value.Key])),
        ];
        bool same = values.SequenceEqual(_hyperparameters);
        return new InjectedState<T>(step, parts[0], Source, values, same ? Optimizer : Source.Create(values));
    }
}
