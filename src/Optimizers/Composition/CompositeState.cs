using System.Globalization;
using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>The states of several transformations as one: of the stages of a chain, or of what <see cref="AverageUpdates"/> averages.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class CompositeState<T> : OptimizerState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly OptimizerState<T>[] _parts;

    private protected CompositeState(long step, OptimizerState<T>[] parts)
        : base(step) => _parts = parts;

    /// <summary>The states, in order.</summary>
    public IReadOnlyList<OptimizerState<T>> Parts => _parts;

    /// <inheritdoc/>
    /// <remarks>Names are prefixed with the number of the part, counted from 1.</remarks>
    public override IReadOnlyList<KeyValuePair<string, TensorSet<T>>> Tensors =>
        [
            .. _parts.SelectMany(
                (part, i) =>
                    part.Tensors.Select(tensor => new KeyValuePair<string, TensorSet<T>>(Prefix(i) + tensor.Key, tensor.Value))
            ),
        ];

    /// <inheritdoc/>
    /// <remarks>Names are prefixed with the number of the part, counted from 1; each part has its own step among them.</remarks>
    public override IReadOnlyList<KeyValuePair<string, double>> Scalars =>
        [
            .. _parts.SelectMany(
                (part, i) =>
                    part
                        .Scalars.Prepend(new("step", part.Step))
                        .Select(scalar => new KeyValuePair<string, double>(Prefix(i) + scalar.Key, scalar.Value))
            ),
        ];

    /// <inheritdoc/>
    public override OptimizerState<T> Restore(
        long step,
        IReadOnlyDictionary<string, TensorSet<T>> tensors,
        IReadOnlyDictionary<string, double> scalars
    )
    {
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentNullException.ThrowIfNull(scalars);
        OptimizerState<T>[] parts = new OptimizerState<T>[_parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            Dictionary<string, double> numbers = Own(scalars, i);
            if (!numbers.Remove("step", out double ownStep))
            {
                throw new ArgumentException($"There is no number {Prefix(i)}step.", nameof(scalars));
            }

            parts[i] = _parts[i].Restore((long)ownStep, Own(tensors, i), numbers);
        }

        return With(step, parts);
    }

    /// <summary>The state one step later.</summary>
    internal OptimizerState<T> Next(OptimizerState<T>[] parts) => With(Step == long.MaxValue ? Step : Step + 1, parts);

    /// <summary>A state of the same kind.</summary>
    private protected abstract OptimizerState<T> With(long step, OptimizerState<T>[] parts);

    private static string Prefix(int part) => string.Create(CultureInfo.InvariantCulture, $"{part + 1}.");

    private static Dictionary<string, TValue> Own<TValue>(IReadOnlyDictionary<string, TValue> all, int part) =>
        all.Where(entry => entry.Key.StartsWith(Prefix(part), StringComparison.Ordinal))
            .ToDictionary(entry => entry.Key[Prefix(part).Length..], entry => entry.Value, StringComparer.Ordinal);
}
