using System.Numerics;

namespace Pullback.Optimizers.Kernels;

/// <summary>One tensor of a step, for <see cref="ITensorRule.Run"/>.</summary>
internal readonly ref struct TensorWork<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The number of updates so far.</summary>
    public required long Step { get; init; }

    /// <summary>The tensor's name and shape.</summary>
    public required TensorSlot Slot { get; init; }

    /// <summary>What comes in.</summary>
    public required ReadOnlySpan<T> Gradient { get; init; }

    /// <summary>The parameters.</summary>
    public required ReadOnlySpan<T> Parameter { get; init; }

    /// <summary>What goes out: to be written, every element of it. It overlaps nothing that is read.</summary>
    public required Span<T> Update { get; init; }

    /// <summary>What <see cref="ITensorRule.Measure"/> found.</summary>
    public required double Measured { get; init; }

    /// <summary>How many threads the work on this tensor may use.</summary>
    public required int Degree { get; init; }

    /// <summary>The memory of all kept sets.</summary>
    public required ReadOnlySpan<TensorBuffer<T>> Buffers { get; init; }

    /// <summary>The index of this tensor in each kept set; negative where nothing is kept for it.</summary>
    public required ReadOnlySpan<int> Places { get; init; }

    /// <summary>What is kept for this tensor, to be read and overwritten; empty where nothing is.</summary>
    public Span<T> Kept(int index) => Places[index] < 0 ? [] : Buffers[index].Slot(Places[index]);

    /// <summary>Replaces target parameters, which <see cref="Update"/> holds, by the updates that lead there; where the gradient does already, it is the update.</summary>
    public void LeadToTargets()
    {
        ElementBlocks.Run(new LeadWork<T>(Gradient, Parameter, Update), Degree);
    }
}
