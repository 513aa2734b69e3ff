using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>The states of several transformations as one: of the stages of a chain, or of what <see cref="AverageUpdates"/> averages.</summary>
/// <remarks>The name of a part is its number, counted from 1.</remarks>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class NumberedState<T> : CompositeState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly OptimizerState<T>[] _parts;

    private StepMemory<T>? _memory;

    private protected NumberedState(long step, OptimizerState<T>[] parts)
        : base(step)
    {
        for (int i = 0; i < parts.Length; i++)
        {
            _ = parts[i] ?? throw NoState(Numbered(i));
        }

        _parts = parts;
    }

    /// <summary>The states, in order.</summary>
    public IReadOnlyList<OptimizerState<T>> Parts => _parts;

    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, OptimizerState<T>>> NamedParts =>
        [.. _parts.Select((part, i) => new KeyValuePair<string, OptimizerState<T>>(Numbered(i), part))];

    /// <summary>The memory that the step before left, for one donated step to take.</summary>
    internal StepMemory<T> TakeMemory() => Interlocked.Exchange(ref _memory, null) ?? StepMemory<T>.Reused();

    /// <summary>The state one step later.</summary>
    /// <param name="parts">The next states.</param>
    /// <param name="memory">What the next donated step may work in.</param>
    internal OptimizerState<T> Next(OptimizerState<T>[] parts, StepMemory<T>? memory = null)
    {
        NumberedState<T> next = Make(NextStep, parts);
        next._memory = memory;
        return next;
    }

    internal sealed override OptimizerState<T> HandOn(string claimedBy)
    {
        NumberedState<T> next = (NumberedState<T>)base.HandOn(claimedBy);
        next._memory = Interlocked.Exchange(ref _memory, null);
        return next;
    }

    /// <summary>A state of the same kind.</summary>
    private protected abstract NumberedState<T> Make(long step, OptimizerState<T>[] parts);

    /// <inheritdoc/>
    protected override OptimizerState<T> Rebuild(
        long step,
        IReadOnlyList<OptimizerState<T>> parts,
        IReadOnlyDictionary<string, TensorSet<T>> tensors,
        IReadOnlyDictionary<string, double> scalars
    ) => Make(step, [.. parts]);
}
