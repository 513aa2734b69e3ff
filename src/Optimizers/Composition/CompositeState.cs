using System.Globalization;
using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>
/// The state of a transformation that holds others: their states as parts, and what it keeps itself. Chains, wrappers and groups all save and restore by
/// this one mechanism.
/// </summary>
/// <remarks>
/// A part's tensors and numbers are listed under its name and a dot, <c>inner.firstMoment</c>, its own step among them; parts of parts have longer names. Own
/// tensors and numbers come first, under names without a dot in front. A wrapper of your own derives its state from this class.
/// </remarks>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class CompositeState<T> : OptimizerState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const string StepName = "step";

    /// <summary>Starts a state.</summary>
    /// <param name="step">The number of updates so far.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is negative.</exception>
    protected CompositeState(long step)
        : base(step) { }

    /// <summary>The states that this one is made of, with their names, in a fixed order.</summary>
    public abstract IReadOnlyList<KeyValuePair<string, OptimizerState<T>>> NamedParts { get; }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<KeyValuePair<string, TensorSet<T>>> Tensors =>
        [.. OwnTensors, .. NamedParts.SelectMany(part => part.Value.Tensors.Select(tensor => Under(part.Key, tensor)))];

    /// <inheritdoc/>
    public sealed override IReadOnlyList<KeyValuePair<string, double>> Scalars =>
        [
            .. OwnScalars,
            .. NamedParts.SelectMany(part =>
                part.Value.Scalars.Prepend(new(StepName, part.Value.Step)).Select(scalar => Under(part.Key, scalar))
            ),
        ];

    /// <summary>Says which part is null: an object of the user's may have returned that.</summary>
    private protected static InvalidOperationException NoState(string part) =>
        new($"The Init of the transformation whose state is the part {part} returned null instead of a state.");

    /// <summary>The tensors that are not those of a part; none unless overridden.</summary>
    protected virtual IReadOnlyList<KeyValuePair<string, TensorSet<T>>> OwnTensors => [];

    /// <summary>The numbers that are not those of a part; none unless overridden.</summary>
    protected virtual IReadOnlyList<KeyValuePair<string, double>> OwnScalars => [];

    /// <inheritdoc/>
    public sealed override OptimizerState<T> Restore(
        long step,
        IReadOnlyDictionary<string, TensorSet<T>> tensors,
        IReadOnlyDictionary<string, double> scalars
    )
    {
        CheckNamed(tensors, scalars, OwnTensors.Select(tensor => (tensor.Key, tensor.Value.Layout)));
        OptimizerState<T>[] parts = new OptimizerState<T>[NamedParts.Count];
        for (int i = 0; i < parts.Length; i++)
        {
            (string name, OptimizerState<T> part) = NamedParts[i];
            Dictionary<string, double> numbers = OfPart(scalars, name);
            numbers.Remove(StepName, out double partStep);
            parts[i] = part.Restore(Require.Count(partStep, $"{name}.{StepName}"), OfPart(tensors, name), numbers);
        }

        return Rebuild(step, parts, tensors, scalars);
    }

    internal sealed override void AddSets(List<TensorSet<T>> sets)
    {
        foreach ((string _, TensorSet<T> own) in OwnTensors)
        {
            sets.Add(own);
        }

        foreach ((string _, OptimizerState<T> part) in NamedParts)
        {
            part.AddSets(sets);
        }
    }

    internal override OptimizerState<T> HandOn(string claimedBy) =>
        Rebuild(
            Step,
            [.. NamedParts.Select(part => part.Value.HandOn(claimedBy))],
            OwnTensors.ToDictionary(
                tensor => tensor.Key,
                tensor => Unchanged.Pass(tensor.Value, claimedBy, donate: true),
                StringComparer.Ordinal
            ),
            Scalars.ToDictionary(scalar => scalar.Key, scalar => scalar.Value, StringComparer.Ordinal)
        );

    /// <summary>The same kind of state with other contents. Names and layouts were checked.</summary>
    /// <param name="step">The number of updates so far.</param>
    /// <param name="parts">The states of the parts, in the order of <see cref="NamedParts"/>.</param>
    /// <param name="tensors">All tensors by name, the own ones among them.</param>
    /// <param name="scalars">All numbers by name, the own ones among them.</param>
    /// <returns>The state.</returns>
    protected abstract OptimizerState<T> Rebuild(
        long step,
        IReadOnlyList<OptimizerState<T>> parts,
        IReadOnlyDictionary<string, TensorSet<T>> tensors,
        IReadOnlyDictionary<string, double> scalars
    );

    /// <summary>The name of a part that has none of its own: its position, counted from 1.</summary>
    private protected static string Numbered(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);

    private static KeyValuePair<string, TValue> Under<TValue>(string part, KeyValuePair<string, TValue> entry) =>
        new($"{part}.{entry.Key}", entry.Value);

    private static Dictionary<string, TValue> OfPart<TValue>(IReadOnlyDictionary<string, TValue> all, string part) =>
        all.Where(entry => entry.Key.StartsWith(part + ".", StringComparison.Ordinal))
            .ToDictionary(entry => entry.Key[(part.Length + 1)..], entry => entry.Value, StringComparer.Ordinal);
}
