using System.Globalization;
using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>The state of <see cref="Mechanic"/>: the inner optimizer's, where the parameters started, and the memories.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class MechanicState<T> : OptimizerState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const string InnerPrefix = "inner.";
    private readonly MechanicMemory[] _memories;

    internal MechanicState(long step, OptimizerState<T> inner, TensorSet<T> reference, MechanicMemory[] memories)
        : base(step)
    {
        Inner = inner;
        Reference = reference;
        _memories = memories;
        Scale = memories.Sum(memory => memory.Scale);
    }

    /// <summary>The state of the inner optimizer.</summary>
    public OptimizerState<T> Inner { get; }

    /// <summary>The trainable parameters at the start, p₀.</summary>
    public TensorSet<T> Reference { get; }

    /// <summary>The memories, from the shortest to the longest.</summary>
    public IReadOnlyList<MechanicMemory> Memories => _memories;

    /// <summary>By what the inner optimizer's steps are multiplied: the sum of the scales.</summary>
    public double Scale { get; }

    /// <inheritdoc/>
    /// <remarks>Names of the inner optimizer begin with <c>inner.</c>.</remarks>
    public override IReadOnlyList<KeyValuePair<string, TensorSet<T>>> Tensors =>
        [
            new("reference", Reference),
            .. Inner.Tensors.Select(tensor => new KeyValuePair<string, TensorSet<T>>(InnerPrefix + tensor.Key, tensor.Value)),
        ];

    /// <inheritdoc/>
    /// <remarks>Names of the inner optimizer begin with <c>inner.</c>, its step among them; the memories are numbered from 1.</remarks>
    public override IReadOnlyList<KeyValuePair<string, double>> Scalars =>
        [
            .. _memories.SelectMany(
                (memory, index) =>
                    new KeyValuePair<string, double>[]
                    {
                        new(Numbered("scale", index), memory.Scale),
                        new(Numbered("reward", index), memory.Reward),
                        new(Numbered("largest", index), memory.Largest),
                        new(Numbered("squares", index), memory.Squares),
                    }
            ),
            new(InnerPrefix + "step", Inner.Step),
            .. Inner.Scalars.Select(scalar => new KeyValuePair<string, double>(InnerPrefix + scalar.Key, scalar.Value)),
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
        Dictionary<string, TensorSet<T>> ownTensors = new(tensors, StringComparer.Ordinal);
        Dictionary<string, double> numbers = new(scalars, StringComparer.Ordinal);
        Dictionary<string, TensorSet<T>> innerTensors = TakeInner(ownTensors);
        Dictionary<string, double> innerNumbers = TakeInner(numbers);
        TensorSet<T> reference = Take(ownTensors, "reference", nameof(tensors));
        Throw.IfLayoutDiffers(reference.Layout, Reference.Layout, nameof(tensors));
        long innerStep = (long)Take(innerNumbers, "step", nameof(scalars));
        MechanicMemory[] memories = new MechanicMemory[_memories.Length];
        for (int index = 0; index < memories.Length; index++)
        {
            memories[index] = new MechanicMemory(
                Take(numbers, Numbered("scale", index), nameof(scalars)),
                Take(numbers, Numbered("reward", index), nameof(scalars)),
                Take(numbers, Numbered("largest", index), nameof(scalars)),
                Take(numbers, Numbered("squares", index), nameof(scalars))
            );
        }

        if (ownTensors.Count + numbers.Count > 0)
        {
            throw new ArgumentException($"{Name} has no {ownTensors.Keys.Concat(numbers.Keys).First()}.", nameof(tensors));
        }

        return new MechanicState<T>(step, Inner.Restore(innerStep, innerTensors, innerNumbers), reference, memories);
    }

    private static string Numbered(string name, int index) => string.Create(CultureInfo.InvariantCulture, $"{name}{index + 1}");

    private TValue Take<TValue>(Dictionary<string, TValue> values, string name, string argument) =>
        values.Remove(name, out TValue? value)
            ? value
            : throw new ArgumentException($"{Name} needs a value for {name}, which is missing.", argument);

    private static Dictionary<string, TValue> TakeInner<TValue>(Dictionary<string, TValue> values)
    {
        Dictionary<string, TValue> inner = new(StringComparer.Ordinal);
        foreach (string name in values.Keys.Where(name => name.StartsWith(InnerPrefix, StringComparison.Ordinal)).ToArray())
        {
            values.Remove(name, out TValue? value);
            inner.Add(name[InnerPrefix.Length..], value!);
        }

        return inner;
    }
}
