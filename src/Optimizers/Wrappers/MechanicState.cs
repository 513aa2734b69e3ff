using System.Globalization;
using System.Numerics;

namespace Pullback.Optimizers;

/// <summary>The state of <see cref="Mechanic"/>: the inner optimizer's, where the parameters started, and the memories.</summary>
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

    /// <summary>The trainable parameters at the start, p₀.</summary>
    public TensorSet<T> Reference { get; }

    /// <summary>The memories, from the shortest to the longest.</summary>
    public IReadOnlyList<MechanicMemory> Memories => _memories;

    /// <summary>By what the inner optimizer's steps are multiplied: the sum of the scales.</summary>
    public double Scale { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<KeyValuePair<string, TensorSet<T>>> OwnTensors => [new("reference", Reference)];

    /// <inheritdoc/>
    /// <remarks>The memories are numbered from 1.</remarks>
    protected override IReadOnlyList<KeyValuePair<string, double>> OwnScalars =>
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
        ];

    /// <inheritdoc/>
    protected override OptimizerState<T> Rebuild(
        long step,
        IReadOnlyList<OptimizerState<T>> parts,
        IReadOnlyDictionary<string, TensorSet<T>> tensors,
        IReadOnlyDictionary<string, double> scalars
    ) =>
        new MechanicState<T>(
            step,
            parts[0],
            tensors["reference"],
            [
                .. _memories.Select(
                    (_, index) =>
                        new MechanicMemory(
                            scalars[Numbered("scale", index)],
                            scalars[Numbered("reward", index)],
                            scalars[Numbered("largest", index)],
                            scalars[Numbered("squares", index)]
                        )
                ),
            ]
        );

    private static string Numbered(string name, int index) => string.Create(CultureInfo.InvariantCulture, $"{name}{index + 1}");
}
