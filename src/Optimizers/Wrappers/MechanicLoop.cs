using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pullback.Optimizers;

/// <summary>
/// From where the parameters started to a multiple of what the inner optimizer has moved: <c>u ← r + s (c o + u) − p</c>, where o is how far the parameters p are
/// from the start r. The result may be written over o.
/// </summary>
internal readonly ref struct MechanicLoop<T>(
    ReadOnlySpan<T> parameters,
    ReadOnlySpan<T> reference,
    ReadOnlySpan<T> offset,
    ReadOnlySpan<T> updates,
    T perScale,
    T scale,
    Span<T> result
) : ILaneKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _parameters = parameters;
    private readonly ReadOnlySpan<T> _reference = reference;
    private readonly ReadOnlySpan<T> _offset = offset;
    private readonly ReadOnlySpan<T> _updates = updates;
    private readonly T _perScale = perScale;
    private readonly T _scale = scale;
    private readonly Span<T> _result = result;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TLane>()
        where TLane : struct, ILane<TLane, T>
    {
        ref T parameters = ref MemoryMarshal.GetReference(_parameters);
        ref T reference = ref MemoryMarshal.GetReference(_reference);
        ref T offset = ref MemoryMarshal.GetReference(_offset);
        ref T updates = ref MemoryMarshal.GetReference(_updates);
        ref T result = ref MemoryMarshal.GetReference(_result);
        TLane perScale = TLane.Broadcast(_perScale);
        TLane scale = TLane.Broadcast(_scale);
        for (nuint i = 0; i < (nuint)_result.Length; i += (nuint)TLane.Count)
        {
            TLane moved = (perScale * TLane.Load(in offset, i)) + TLane.Load(in updates, i);
            TLane target = TLane.Load(in reference, i) + (scale * moved);
            TLane.Store(target - TLane.Load(in parameters, i), ref result, i);
        }
    }
}
