using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>The state of <see cref="Mechanic"/>: the inner optimizer's, where the parameters started, and the memories.</summary>
/// <remarks>The numbers of a memory are named with its number, counted from 1: <c>scale1</c>, <c>reward1</c>, <c>largest1</c>, <c>squares1</c>.</remarks>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class MechanicState<T> : WrapperState<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly MechanicMemory[] _memories;

    internal MechanicState(long step, OptimizerState<T> inner, TensorSet<T> reference, MechanicMemory[] memories)
        : base(step, inner)
    {
        Reference = reference;
        _memories = memories;
        Scale = memories.Sum(memory => memory.Scale);
    }

    /// <summary>The tensors that are trained as they were at the start, p₀.</summary>
    public TensorSet<T> Reference { get; }

    /// <summary>The memories, from the shortest to the longest.</summary>
    public IReadOnlyList<MechanicMemory> Memories => _memories;

    /// <summary>By what the inner optimizer's steps are multiplied: the sum of the scales.</summary>
    public double Scale { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<KeyValuePair<string, TensorSet<T>>> OwnTensors => [new("reference", Reference)];

    /// <inheritdoc/>
    protected override IReadOnlyList<KeyValuePair<string, double>> OwnScalars =>
        [
            .. _memories.SelectMany(
                (memory, index) =>
                    new KeyValuePair<string, double>[]
                    {
                        new("scale" + Numbered(index), memory.Scale),
                        new("reward" + Numbered(index), memory.Reward),
                        new("largest" + Numbered(index), memory.Largest),
                        new("squares" + Numbered(index), memory.Squares),
                    }
            ),
        ];

    /// <summary>The state one step later.</summary>
    internal MechanicState<T> Next(OptimizerState<T> inner, MechanicMemory[] memories) =>
        new(NextStep, inner, Reference, memories);

    /// <inheritdoc/>
    protected override OptimizerState<T> Rebuild(
        long step,
        IReadOnlyList<OptimizerState<T>> parts,
        IReadOnlyDictionary<string, TensorSet<T>> tensors,
        IReadOnlyDictionary<string, double> scalars
    ) => new MechanicState<T>(step, parts[0], tensors["reference"], [.. _memories.Select((_, index) => Memory(scalars, index))]);

    private static MechanicMemory Memory(IReadOnlyDictionary<string, double> scalars, int index)
    {
        string number = Numbered(index);
        return new MechanicMemory(
            scalars["scale" + number],
            scalars["reward" + number],
            scalars["largest" + number],
            scalars["squares" + number]
        );
    }
}
