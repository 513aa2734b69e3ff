using System.Numerics;

namespace Pullback.Optimizers.Kernels;

/// <summary>The state of a program of update rules: the base of all emitted state types.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class RuleState<T> : OptimizerState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Makes a state of what the engine gives it.</summary>
    /// <param name="parts">Step, tensors and numbers.</param>
    protected RuleState(RuleStateParts<T> parts)
        : base(parts.Step)
    {
        Plan =
            parts.Plan
            ?? throw new ArgumentException("The parts of a state come from the engine; these are empty.", nameof(parts));
        Slots = parts.Slots;
        Numbers = parts.Numbers;
    }

    /// <summary>What a step of the program over these layouts does: worked out once, and carried along so that a step allocates almost nothing.</summary>
    internal RulePlan Plan { get; }

    internal TensorSet<T>[] Slots { get; }

    internal double[] Numbers { get; }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<KeyValuePair<string, TensorSet<T>>> Tensors =>
        [.. Slots.Select((set, i) => new KeyValuePair<string, TensorSet<T>>(Plan.Slots[i].Name, set))];

    /// <inheritdoc/>
    public sealed override IReadOnlyList<KeyValuePair<string, double>> Scalars =>
        [.. Numbers.Select((number, i) => new KeyValuePair<string, double>(Plan.ScalarNames[i], number))];

    /// <inheritdoc/>
    public sealed override OptimizerState<T> Restore(
        long step,
        IReadOnlyDictionary<string, TensorSet<T>> tensors,
        IReadOnlyDictionary<string, double> scalars
    )
    {
        CheckNamed(tensors, scalars, Plan.Slots.Select(slot => (slot.Name, slot.Layout)));
        return Plan.Program.CreateState(
            new RuleStateParts<T>(
                Plan,
                step,
                [.. Plan.Slots.Select(slot => tensors[slot.Name])],
                [.. Plan.ScalarNames.Select(name => scalars[name])]
            )
        );
    }

    internal sealed override void AddSets(List<TensorSet<T>> sets) => sets.AddRange(Slots);

    internal sealed override OptimizerState<T> HandOn(string claimedBy) =>
        Plan.Program.CreateState(
            new RuleStateParts<T>(
                Plan,
                Step,
                Array.ConvertAll(Slots, slot => Unchanged.Pass(slot, claimedBy, donate: true)),
                Numbers
            )
        );

    /// <summary>One of the tensor sets, for the members of emitted types.</summary>
    /// <param name="index">Its index among the slots of all rules.</param>
    /// <returns>The set.</returns>
    protected TensorSet<T> GetSlot(int index) => Slots[index];

    /// <summary>One of the numbers, for the members of emitted types.</summary>
    /// <param name="index">Its index among the numbers of all rules.</param>
    /// <returns>The number.</returns>
    protected double GetNumber(int index) => Numbers[index];
}

/// <summary>What the engine puts into a state; opaque to the emitted types that pass it on.</summary>
/// <typeparam name="T">The element type.</typeparam>
public readonly struct RuleStateParts<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal RuleStateParts(RulePlan plan, long step, TensorSet<T>[] slots, double[] numbers)
    {
        Plan = plan;
        Step = step;
        Slots = slots;
        Numbers = numbers;
    }

    internal RulePlan Plan { get; }

    internal long Step { get; }

    internal TensorSet<T>[] Slots { get; }

    internal double[] Numbers { get; }
}
