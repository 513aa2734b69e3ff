using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pullback.Optimizers;

/// <summary>Adds updates to parameters in place. Buffers of sets are padded to whole vectors, so there is no partial one.</summary>
internal readonly ref struct AddLoop<T>(ReadOnlySpan<T> updates, Span<T> parameters) : IElementLoop<T, AddLoop<T>>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _updates = updates;
    private readonly Span<T> _parameters = parameters;

    public int Length => _parameters.Length;

    public AddLoop<T> Slice(int start, int length) => new(_updates.Slice(start, length), _parameters.Slice(start, length));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TLane>()
        where TLane : struct, ILane<TLane, T>
    {
        ref T target = ref MemoryMarshal.GetReference(_parameters);
        ref T source = ref MemoryMarshal.GetReference(_updates);
        for (nuint i = 0; i < (nuint)_parameters.Length; i += (nuint)TLane.Count)
        {
            TLane.Store(TLane.Load(in target, i) + TLane.Load(in source, i), ref target, i);
        }
    }
}
