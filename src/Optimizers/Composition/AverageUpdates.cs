using System.Numerics;
using System.Numerics.Tensors;

namespace Pullback.Optimizers;

/// <summary>Transformations side by side: each gets the same gradients, and the update is the average of theirs.</summary>
/// <remarks>
/// <para><c>u = (u₁ + … + uₖ) / k</c>, where uᵢ is what the i-th transformation makes of g. With one of them it is that one.</para>
/// <para>
/// Where a <see cref="Chain"/> composes, this one adds: <see cref="AggMo"/> averages velocities of several momenta. Each transformation costs a pass and a set of
/// updates of its own.
/// </para>
/// <para>Differences: PyTorch and Optax have no counterpart.</para>
/// </remarks>
public sealed class AverageUpdates : ISteppingTransformation, IFreezingTransformation, IReusesMemory, IEquatable<AverageUpdates>
{
    private readonly IGradientTransformation[] _items;

    private AverageUpdates(IGradientTransformation[] items) => _items = items;

    /// <summary>The transformations whose updates are averaged.</summary>
    public IReadOnlyList<IGradientTransformation> Items => _items;

    int IReusesMemory.MaxDegreeOfParallelism => ElementLoops.LeastDegreeOf(_items);

    bool IReusesMemory.KeepsNothing => Array.TrueForAll(_items, StepMemory.KeepsNothing);

    // A tensor has the update zero only where all of them freeze it.
    ParameterFilter IFreezingTransformation.Frozen =>
        _items.Select(TensorSelector.FrozenBy).Aggregate((all, frozen) => all == frozen ? all : all.And(frozen));

    /// <summary>The average of the updates of several transformations.</summary>
    /// <param name="items">The transformations; at least one.</param>
    /// <returns>The transformation.</returns>
    /// <exception cref="ArgumentNullException">A transformation is null.</exception>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static AverageUpdates Of(params IGradientTransformation[] items) => Of((IEnumerable<IGradientTransformation>)items);

    /// <summary>The average of the updates of several transformations.</summary>
    /// <param name="items">The transformations; at least one.</param>
    /// <returns>The transformation.</returns>
    /// <exception cref="ArgumentNullException">A transformation is null.</exception>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static AverageUpdates Of(IEnumerable<IGradientTransformation> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        IGradientTransformation[] all = [.. items];
        foreach (IGradientTransformation item in all)
        {
            ArgumentNullException.ThrowIfNull(item, nameof(items));
        }

        return all.Length > 0
            ? new AverageUpdates(all)
            : throw new ArgumentException("items must hold at least one transformation, but is empty.", nameof(items));
    }

    /// <inheritdoc/>
    public OptimizerState<T> Init<T>(TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        new AverageUpdatesState<T>(0, [.. _items.Select(item => item.Init(parameters))]);

    /// <inheritdoc/>
    public TransformationResult<T> Update<T>(
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs = null
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        AverageUpdatesState<T> current = Check(state, parameters, gradients);
        (TensorSet<T> average, OptimizerState<T>[] next) = Average(gradients, current, parameters, inputs, StepMemory<T>.Fresh);
        return new TransformationResult<T>(average, current.Next(next));
    }

    /// <inheritdoc/>
    TransformationResult<T> IReusesMemory.Update<T>(
        TensorSet<T> gradients,
        OptimizerState<T> state,
        TensorSet<T> parameters,
        StepInputs<T>? inputs,
        StepMemory<T> memory
    )
    {
        AverageUpdatesState<T> current = Check(state, parameters, gradients);
        (TensorSet<T> average, OptimizerState<T>[] next) = Average(gradients, current, parameters, inputs, memory);
        return new TransformationResult<T>(average, current.Next(next));
    }

    /// <inheritdoc/>
    StepResult<T> ISteppingTransformation.StepOnce<T>(
        TensorSet<T> parameters,
        TensorSet<T> gradients,
        OptimizerState<T> state,
        StepInputs<T>? inputs,
        bool donate
    )
    {
        if (!donate)
        {
            return OptimizerExtensions.UpdateAndApply(this, parameters, gradients, state, inputs, donate);
        }

        AverageUpdatesState<T> current = Check(state, parameters, gradients);
        StepMemory<T> memory = current.TakeMemory();
        (TensorSet<T> average, OptimizerState<T>[] next) = Average(gradients, current, parameters, inputs, memory);
        TensorSet<T> moved = memory.Finish(
            nameof(AverageUpdates),
            () =>
            {
                TensorSet<T> sum = OptimizerExtensions.Apply(average, parameters, next: null);
                memory.Return(average);
                return sum;
            }
        );
        return new StepResult<T>(moved, current.Next(next, memory));
    }

    /// <summary>Whether two averages are equal: the same as <c>Equals</c>.</summary>
    /// <param name="left">One of them, or null.</param>
    /// <param name="right">The other, or null.</param>
    /// <returns>True when they are.</returns>
    public static bool operator ==(AverageUpdates? left, AverageUpdates? right) =>
        left is null ? right is null : left.Equals(right);

    /// <summary>Whether two averages differ.</summary>
    /// <param name="left">One of them, or null.</param>
    /// <param name="right">The other, or null.</param>
    /// <returns>True when they do.</returns>
    public static bool operator !=(AverageUpdates? left, AverageUpdates? right) => !(left == right);

    /// <summary>Whether two averages are of equal transformations in the same order.</summary>
    /// <param name="other">The other average.</param>
    /// <returns>True when they are.</returns>
    public bool Equals(AverageUpdates? other) => other is not null && _items.SequenceEqual(other._items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AverageUpdates);

    /// <inheritdoc/>
    public override int GetHashCode() => ItemHash.Of(_items);

    /// <summary>The transformations.</summary>
    /// <returns>For example <c>AverageUpdates(Sgd(…), Adam(…))</c>.</returns>
    public override string ToString() => $"AverageUpdates({string.Join(", ", _items.AsEnumerable())})";

    private AverageUpdatesState<T> Check<T>(OptimizerState<T> state, TensorSet<T> parameters, TensorSet<T> gradients)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(gradients);
        Throw.IfLayoutDiffers(gradients.Layout, parameters.Layout, nameof(gradients));
        AverageUpdatesState<T> current = WrapperState.Of<AverageUpdatesState<T>, T>(state, this);
        return current.Parts.Count == _items.Length ? current : throw WrapperState.Foreign(state, this);
    }

    private (TensorSet<T> Average, OptimizerState<T>[] Next) Average<T>(
        TensorSet<T> gradients,
        AverageUpdatesState<T> current,
        TensorSet<T> parameters,
        StepInputs<T>? inputs,
        StepMemory<T> memory
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        OptimizerState<T>[] next = new OptimizerState<T>[_items.Length];
        TensorBuffer<T> sum = memory.Take(parameters.Layout);
        for (int i = 0; i < _items.Length; i++)
        {
            (TensorSet<T> updates, next[i]) = StepMemory.Update(
                _items[i],
                gradients,
                current.Parts[i],
                parameters,
                inputs,
                memory
            );
            if (i == 0)
            {
                updates.Span.CopyTo(sum.Span);
            }
            else
            {
                ElementLoops.Run<T, AddLoop<T>>(new AddLoop<T>(updates.Span, sum.Span), ElementLoops.LeastDegreeOf(_items));
            }

            updates.CheckAlive();
            memory.Return(updates);
        }

        if (_items.Length > 1)
        {
            TensorPrimitives.Divide(sum.Span, T.CreateChecked(_items.Length), sum.Span);
        }

        return (memory.Lend(sum), next);
    }
}
