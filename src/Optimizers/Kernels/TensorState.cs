using System.Numerics;

namespace Pullback.Optimizers.Kernels;

/// <summary>The state of a rule over whole tensors: the base of all emitted state types of such rules.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class TensorState<T> : OptimizerState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected TensorState(TensorStateParts<T> parts)
        : base(parts.Step)
    {
        Plan = parts.Plan;
        Sets = parts.Sets;
    }

    internal TensorPlan Plan { get; }

    internal TensorSet<T>[] Sets { get; }

    /// <inheritdoc/>
    /// <remarks>A set has a tensor for each parameter that the rule keeps something for, under the parameter's name and in a shape of its own.</remarks>
    public sealed override IReadOnlyList<KeyValuePair<string, TensorSet<T>>> Tensors =>
        [.. Sets.Select((set, i) => new KeyValuePair<string, TensorSet<T>>(Plan.Rule.Kept[i], set))];

    /// <inheritdoc/>
    public sealed override OptimizerState<T> Restore(
        long step,
        IReadOnlyDictionary<string, TensorSet<T>> tensors,
        IReadOnlyDictionary<string, double> scalars
    )
    {
        string[] names = Plan.Rule.Kept;
        CheckNamed(tensors, scalars, names.Zip(Plan.Layouts));
        return Plan.Rule.CreateState(new TensorStateParts<T>(Plan, step, [.. names.Select(name => tensors[name])]));
    }

    internal sealed override void AddSets(List<TensorSet<T>> sets) => sets.AddRange(Sets);

    internal sealed override OptimizerState<T> HandOn(string claimedBy) =>
        Plan.Rule.CreateState(
            new TensorStateParts<T>(Plan, Step, Array.ConvertAll(Sets, set => Unchanged.Pass(set, claimedBy, donate: true)))
        );

    private protected TensorSet<T> GetSet(int index) => Sets[index];
}

/// <summary>What the engine puts into a state.</summary>
internal readonly record struct TensorStateParts<T>(TensorPlan Plan, long Step, TensorSet<T>[] Sets)
    where T : unmanaged, IFloatingPointIeee754<T>;
