using System.Numerics;

namespace Pullback.Optimizers.Kernels;

/// <summary>
/// A rule that makes the update of a tensor from that whole tensor: its rows, its norm, its matrix. What it keeps has shapes of its own, one tensor for a parameter
/// or none. <see cref="TensorEngine"/> runs it.
/// </summary>
internal interface ITensorRule : ISteppingTransformation
{
    /// <summary>The name that messages use.</summary>
    string Name { get; }

    /// <summary>The names of the tensor sets that the state keeps.</summary>
    string[] Kept { get; }

    /// <summary>The tensors that the rule changes; elsewhere what comes in goes out, and no state is kept.</summary>
    ParameterFilter Where { get; }

    /// <summary>The tensors that a restriction hides from the rule: their update is zero, and they count nowhere.</summary>
    ParameterFilter Frozen => ParameterFilter.None;

    /// <summary>How many threads a step may use; 0 chooses by size. Results do not depend on it.</summary>
    int MaxDegreeOfParallelism { get; }

    /// <summary>
    /// From how many elements on <see cref="Run"/> divides the work on a tensor over <see cref="TensorWork{T}.Degree"/> threads: such tensors are worked on one after another. Of
    /// smaller ones several are worked on at once, each by one thread.
    /// </summary>
    long DividesFrom => long.MaxValue;

    /// <summary>The type of the states, for checks.</summary>
    Type GetStateType<T>()
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>Makes a state of the type that <see cref="GetStateType{T}"/> names.</summary>
    TensorState<T> CreateState<T>(TensorStateParts<T> parts)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>The shape of what is kept for a parameter; null: nothing.</summary>
    /// <param name="kept">The index in <see cref="Kept"/>.</param>
    /// <param name="slot">The parameter.</param>
    /// <exception cref="ArgumentException">The rule can't be applied to a tensor of this shape.</exception>
    Shape? ShapeOf(int kept, TensorSlot slot) => null;

    /// <summary>Refuses a tensor that the rule can't be applied to.</summary>
    /// <exception cref="ArgumentException">The rule can't be applied to a tensor of this shape.</exception>
    void Check(TensorSlot slot) { }

    /// <summary>Writes where a kept tensor starts; it comes as zeros.</summary>
    void Start<T>(int kept, TensorSlot slot, Span<T> values)
        where T : unmanaged, IFloatingPointIeee754<T> { }

    /// <summary>A first pass over all that comes in, for rules that need a number of all tensors together.</summary>
    /// <param name="incoming">What comes in.</param>
    /// <param name="tensors">The tensors that the rule changes.</param>
    /// <param name="degree">How many threads the pass may use.</param>
    double Measure<T>(TensorSet<T> incoming, ReadOnlySpan<int> tensors, int degree)
        where T : unmanaged, IFloatingPointIeee754<T> => 0;

    /// <summary>Writes the update of one tensor, and the next values of what is kept for it in place of the present ones.</summary>
    void Run<T>(TensorWork<T> work)
        where T : unmanaged, IFloatingPointIeee754<T>;
}
