using System.Numerics;

namespace Pullback.Optimizers.Kernels;

/// <summary>The memory of one slot during a step: what it was, and where it goes; the same when the state was donated.</summary>
internal readonly struct SlotBinding<T>(TensorSet<T>? source, TensorBuffer<T> next)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly TensorSet<T>? _source = source;

    /// <summary>Memory that is read only; there is none to write.</summary>
    public static SlotBinding<T> ReadOnly(TensorSet<T> source) => new(source, null!);

    /// <summary>The memory to write.</summary>
    public TensorBuffer<T> Next { get; } = next;

    /// <summary>The memory to read.</summary>
    public ReadOnlySpan<T> Current => _source is null ? Next.Span : _source.Span;
}
