using System.Collections.ObjectModel;
using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>
/// A state made of named tensors and numbers: for a transformation that is written by hand, above all an object expression in F#, where no generator makes a type.
/// </summary>
/// <example>
/// <code>
/// member _.Init parameters = NamedState(0L, [ "momentum", TensorSet&lt;_&gt;.Zeros parameters.Layout ])
/// </code>
/// </example>
/// <remarks>Read it with <see cref="OptimizerState{T}.GetTensor"/> and <see cref="OptimizerState{T}.GetScalar"/>; make the next one with <c>state.Step + 1</c>.</remarks>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class NamedState<T> : OptimizerState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Holds tensors and numbers, which stay in the order in which they are given.</summary>
    /// <param name="step">The number of updates so far.</param>
    /// <param name="tensors">The tensors; they are kept, not copied.</param>
    /// <param name="scalars">The numbers; null for none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="tensors"/> or something in it is null.</exception>
    /// <exception cref="ArgumentException">A name is empty, or occurs twice among tensors or among numbers.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is negative.</exception>
    public NamedState(
        long step,
        IEnumerable<(string Name, TensorSet<T> Values)> tensors,
        IEnumerable<(string Name, double Value)>? scalars = null
    )
        : base(step)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        Tensors = Named(tensors, nameof(tensors));
        Scalars = Named(scalars ?? [], nameof(scalars));
        foreach ((string name, TensorSet<T> values) in Tensors)
        {
            ArgumentNullException.ThrowIfNull(values, name);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, TensorSet<T>>> Tensors { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, double>> Scalars { get; }

    /// <inheritdoc/>
    public override OptimizerState<T> Restore(
        long step,
        IReadOnlyDictionary<string, TensorSet<T>> tensors,
        IReadOnlyDictionary<string, double> scalars
    )
    {
        CheckNamed(tensors, scalars, Tensors.Select(tensor => (tensor.Key, tensor.Value.Layout)));
        return new NamedState<T>(
            step,
            Tensors.Select(tensor => (tensor.Key, tensors[tensor.Key])),
            Scalars.Select(scalar => (scalar.Key, scalars[scalar.Key]))
        );
    }

    private static ReadOnlyCollection<KeyValuePair<string, TValue>> Named<TValue>(
        IEnumerable<(string Name, TValue Value)> values,
        string argument
    )
    {
        List<KeyValuePair<string, TValue>> named = [];
        foreach ((string name, TValue value) in values)
        {
            ArgumentException.ThrowIfNullOrEmpty(name, argument);
            if (named.Exists(entry => entry.Key == name))
            {
                throw new ArgumentException($"{argument} has two entries called {name}; a name stands for one.", argument);
            }

            named.Add(new KeyValuePair<string, TValue>(name, value));
        }

        return named.AsReadOnly();
    }
}
