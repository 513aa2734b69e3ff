using System.Buffers;

namespace Pullback.Optimizers.Kernels;

/// <summary>Memory for the length of a computation, rented so that steps allocate nothing. Its elements are arbitrary at first.</summary>
internal readonly ref struct Scratch<T>(int length)
    where T : unmanaged
{
    private readonly T[] _rented = ArrayPool<T>.Shared.Rent(length);
    private readonly int _length = length;

    /// <summary>The elements.</summary>
    public Span<T> Span => _rented.AsSpan(0, _length);

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => ArrayPool<T>.Shared.Return(_rented);
}
