using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Transformations side by side: each gets the same gradients, and the update is the average of theirs.</summary>
/// <remarks>
/// <para><c>u = (u₁ + … + uₖ) / k</c>, where uᵢ is what the i-th transformation makes of g. With one of them it is that one.</para>
/// <para>
/// Where a <see cref="Chain"/> composes, this one adds: <see cref="AggMo"/> averages velocities of several momenta. Each transformation costs a pass and a set of
/// updates of its own.
/// </para>
/// </remarks>
public sealed class AverageUpdates : IGradientTransformation, IEquatable<AverageUpdates>
{
    private readonly IGradientTransformation[] _items;

    private AverageUpdates(IGradientTransformation[] items) => _items = items;

    /// <summary>The transformations whose updates are averaged.</summary>
    public IReadOnlyList<IGradientTransformation> Items => _items;

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
        AverageUpdatesState<T> current = WrapperState.Of<AverageUpdatesState<T>, T>(state, this);
        if (current.Parts.Count != _items.Length)
        {
            throw WrapperState.Foreign(state, this);
        }

        ArgumentNullException.ThrowIfNull(parameters);
        OptimizerState<T>[] next = new OptimizerState<T>[_items.Length];
        TensorBuffer<T> sum = TensorBuffer<T>.Allocate(parameters.Layout);
        for (int i = 0; i < _items.Length; i++)
        {
            (TensorSet<T> updates, next[i]) = _items[i].Update(gradients, current.Parts[i], parameters, inputs);
            Throw.IfLayoutDiffers(updates.Layout, parameters.Layout, $"the updates of {_items[i]}");
            AddLoop<T> loop = new(updates.Span, sum.Span);
            Lanes.Run<T, AddLoop<T>>(ref loop);
        }

        return new TransformationResult<T>(sum.Freeze().Scale(1.0 / _items.Length), current.Next(next));
    }

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
}
