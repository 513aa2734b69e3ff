using System.Globalization;
using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>Trains each group of tensors with an optimizer of its own: parameter groups.</summary>
/// <remarks>
/// <para><c>u = optimizerᵢ(g)</c> for the tensors of the first group i whose filter matches. An optimizer sees the tensors of its group alone: its norms count no other.</para>
/// <para>
/// Every trainable tensor must be in a group: <c>Init</c> refuses those that are not, by name. <see cref="Otherwise"/> adds a group for the rest; give
/// it <see cref="Freeze"/> of everything to leave the rest as it is.
/// </para>
/// <para>
/// Optimizers that are made of update rules run over their tensors where they lie, in place when donated, and so does the one with the most elements of all
/// others; what is left is packed, stepped and put back, since all of them must have succeeded before anything is written.
/// </para>
/// <para>Differences: as Optax's <c>partition</c>, with filters in place of labels; PyTorch's <c>param_groups</c> share one kind of optimizer.</para>
/// <para>The Optax authors, "partition", Optax documentation, 2021.</para>
/// </remarks>
public sealed class Partition : ISteppingTransformation, IFreezingTransformation, IHasEvaluationParameters, IEquatable<Partition>
{
    private readonly ParameterGroup[] _groups;
    private readonly OverTensors[] _parts;
    private readonly string[] _names;

    private Partition(ParameterGroup[] groups)
    {
        _groups = groups;
        _names = [.. groups.Select((group, i) => group.Name ?? (i + 1).ToString(CultureInfo.InvariantCulture))];
        if (_names.Distinct(StringComparer.Ordinal).Count() != _names.Length)
        {
            throw new ArgumentException(
                $"The names of the groups must differ, but are {string.Join(", ", _names)}.",
                nameof(groups)
            );
        }

        _parts = new OverTensors[groups.Length];
        ParameterFilter? taken = null;
        for (int i = 0; i < groups.Length; i++)
        {
            ParameterFilter where = groups[i].Where;
            _parts[i] = new OverTensors(groups[i].Optimizer, taken is null ? where : where.And(taken.Not()));
            taken = taken is null ? where : taken.Or(where);
        }
    }

    /// <summary>The groups, in the order in which they are asked.</summary>
    public IReadOnlyList<ParameterGroup> Groups => _groups;

    ParameterFilter IFreezingTransformation.Frozen =>
        _parts
            .Select((part, i) => (part.Selector.Filter, Frozen: TensorSelector.FrozenBy(_groups[i].Optimizer)))
            .Where(group => group.Frozen != ParameterFilter.None)
            .Select(group => group.Filter.And(group.Frozen))
            .Aggregate(ParameterFilter.None, (all, frozen) => all == ParameterFilter.None ? frozen : all.Or(frozen));

    /// <summary>Divides tensors among optimizers.</summary>
    /// <param name="groups">The groups; a tensor belongs to the first one whose filter matches.</param>
    /// <returns>The optimizer of all.</returns>
    /// <exception cref="ArgumentException">There is no group, or two have the same name.</exception>
    public static Partition Of(params ParameterGroup[] groups) => Of((IEnumerable<ParameterGroup>)groups);

    /// <inheritdoc cref="Of(ParameterGroup[])"/>
    public static Partition Of(IEnumerable<ParameterGroup> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ParameterGroup[] all = [.. groups];
        foreach (ParameterGroup group in all)
        {
            ArgumentNullException.ThrowIfNull(group, nameof(groups));
        }

        return all.Length > 0
            ? new Partition(all)
            : throw new ArgumentException("A partition needs at least one group, but got none.", nameof(groups));
    }

    /// <summary>This partition with a last group for every tensor that no other one has.</summary>
    /// <param name="optimizer">The optimizer of the rest.</param>
    /// <param name="name">The group's name; null: its position.</param>
    /// <returns>The partition.</returns>
    public Partition Otherwise(IGradientTransformation optimizer, string? name = null) =>
        _groups is [.., { Where: var last }] && last == ParameterFilter.All
            ? throw new InvalidOperationException(
                $"{this} has a group for all the rest already: what comes after it would have no tensors."
            )
            : Of(_groups.Append(new ParameterGroup(ParameterFilter.All, optimizer, name)));

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A trainable tensor is in no group.</exception>
    public OptimizerState<T> Init<T>(TensorSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        CheckCovered(parameters.Layout);
        return new PartitionState<T>(0, _names, [.. _parts.Select(part => part.Init(parameters))]);
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
        PartitionState<T> current = Check(state, parameters, gradients);
        OptimizerState<T>[] next = new OptimizerState<T>[_parts.Length];
        TensorBuffer<T> all = TensorBuffer<T>.Allocate(parameters.Layout);
        for (int i = 0; i < _parts.Length; i++)
        {
            (TensorSet<T> updates, next[i]) = _parts[i].Update(gradients, current.Groups[i], parameters, inputs);
            foreach (TensorSelection.Stretch range in _parts[i].Selector.Of(parameters.Layout).Ranges)
            {
                updates.Span.Slice(range.Offset, range.Length).CopyTo(all.Span[range.Offset..]);
            }
        }

        return new TransformationResult<T>(all.Freeze(), current.Next(next));
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
        PartitionState<T> current = Check(state, parameters, gradients);
        if (donate)
        {
            return new PartitionStep<T>(_parts, gradients, current, inputs).Run(parameters);
        }

        // A copy of everything, and then in place: one buffer for all groups together instead of one for each.
        return Array.TrueForAll(_parts, part => part.Program is not null)
            ? new PartitionStep<T>(_parts, gradients, (PartitionState<T>)current.Copy(), inputs).Run(parameters.Copy())
            : OptimizerExtensions.UpdateAndApply(this, parameters, gradients, state, inputs, donate);
    }

    /// <summary>Whether two partitions are equal: the same as <c>Equals</c>.</summary>
    /// <param name="left">One of them, or null.</param>
    /// <param name="right">The other, or null.</param>
    /// <returns>True when they are.</returns>
    public static bool operator ==(Partition? left, Partition? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two partitions differ.</summary>
    /// <param name="left">One of them, or null.</param>
    /// <param name="right">The other, or null.</param>
    /// <returns>True when they do.</returns>
    public static bool operator !=(Partition? left, Partition? right) => !(left == right);

    /// <summary>Whether two partitions have equal groups in the same order.</summary>
    /// <param name="other">The other partition.</param>
    /// <returns>True when they do.</returns>
    public bool Equals(Partition? other) => other is not null && _groups.SequenceEqual(other._groups);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Partition);

    /// <inheritdoc/>
    public override int GetHashCode() => ItemHash.Of(_groups);

    /// <inheritdoc/>
    /// <remarks>Those of each group's optimizer.</remarks>
    public TensorSet<T> EvaluationParameters<T>(TensorSet<T> parameters, OptimizerState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        PartitionState<T> current = Check(state, parameters, parameters);
        TensorSet<T> all = parameters;
        for (int i = 0; i < _parts.Length; i++)
        {
            all = _parts[i].EvaluationParameters(all, current.Groups[i]);
        }

        return all;
    }

    /// <summary>The groups in order.</summary>
    /// <returns>For example <c>Partition(Named("*.bias"): Sgd(…), All: AdamW(…))</c>.</returns>
    public override string ToString() => $"Partition({string.Join(", ", _groups.AsEnumerable())})";

    private void CheckCovered(TensorLayout layout)
    {
        TensorSlot[] uncovered =
        [
            .. layout.Slots.Where(slot => slot.Trainable && !Array.Exists(_groups, group => group.Where.Matches(slot))),
        ];
        if (uncovered.Length > 0)
        {
            throw new ArgumentException(
                $"No group of {this} has {string.Join(", ", uncovered.AsEnumerable())}: add a group, or an optimizer for the rest with Otherwise.",
                nameof(layout)
            );
        }

        for (int i = 0; i < _groups.Length; i++)
        {
            CheckHasTensors(i, layout);
        }
    }

    /// <summary>A group without tensors is a name that is misspelt, or the work of an earlier group, more often than it is meant.</summary>
    private void CheckHasTensors(int index, TensorLayout layout)
    {
        ParameterGroup group = _groups[index];
        if (group.IsOptional || group.Where == ParameterFilter.All || !layout.Slots.Any(slot => slot.Trainable))
        {
            return;
        }

        if (_parts[index].Selector.Of(layout).Indices.IsEmpty)
        {
            throw new ArgumentException(
                $"No tensor of [{string.Join(", ", layout.Slots)}] is in the group {group}, or those that match are in an earlier group: correct its filter, or set its IsOptional.",
                nameof(layout)
            );
        }
    }

    private PartitionState<T> Check<T>(OptimizerState<T> state, TensorSet<T> parameters, TensorSet<T> gradients)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(gradients);
        Throw.IfLayoutDiffers(gradients.Layout, parameters.Layout, nameof(gradients));
        PartitionState<T> current = WrapperState.Of<PartitionState<T>, T>(state, this);
        return current.Names.SequenceEqual(_names, StringComparer.Ordinal) ? current : throw WrapperState.Foreign(state, this);
    }
}
