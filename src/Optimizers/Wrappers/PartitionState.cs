using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>The state of a <see cref="Partition"/>: those of its groups, under their names.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class PartitionState<T> : CompositeState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly string[] _names;
    private readonly OptimizerState<T>[] _groups;

    internal PartitionState(long step, string[] names, OptimizerState<T>[] groups)
        : base(step)
    {
        _names = names;
        for (int i = 0; i < groups.Length; i++)
        {
            _ = groups[i] ?? throw NoState(names[i]);
        }

        _groups = groups;
    }

    /// <summary>The names of the groups, in order.</summary>
    internal IReadOnlyList<string> Names => _names;

    /// <summary>The states of the groups, in order.</summary>
    public IReadOnlyList<OptimizerState<T>> Groups => _groups;

    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, OptimizerState<T>>> NamedParts =>
        [.. _groups.Select((state, i) => new KeyValuePair<string, OptimizerState<T>>(_names[i], state))];

    /// <summary>The state one step later.</summary>
    internal PartitionState<T> Next(OptimizerState<T>[] groups) => new(NextStep, _names, groups);

    /// <inheritdoc/>
    protected override OptimizerState<T> Rebuild(
        long step,
        IReadOnlyList<OptimizerState<T>> parts,
        IReadOnlyDictionary<string, TensorSet<T>> tensors,
        IReadOnlyDictionary<string, double> scalars
    ) => new PartitionState<T>(step, _names, [.. parts]);
}
