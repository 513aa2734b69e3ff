using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pullback.Optimizers;

/// <summary>
/// Moves a mean towards a value, <c>m + c (x − m)</c>: with <c>c = 1 / n</c> the mean of n values, with another one a moving average. A mean of equal values is
/// that value. The result may be written over the mean.
/// </summary>
internal readonly ref struct BlendLoop<T>(ReadOnlySpan<T> mean, ReadOnlySpan<T> value, T share, Span<T> result)
    : IElementLoop<T, BlendLoop<T>>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _mean = mean;
    private readonly ReadOnlySpan<T> _value = value;
    private readonly T _share = share;
    private readonly Span<T> _result = result;

    public int Length => _result.Length;

    public BlendLoop<T> Slice(int start, int length) =>
        new(_mean.Slice(start, length), _value.Slice(start, length), _share, _result.Slice(start, length));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TLane>()
        where TLane : struct, ILane<TLane, T>
    {
        ref T meanMemory = ref MemoryMarshal.GetReference(_mean);
        ref T valueMemory = ref MemoryMarshal.GetReference(_value);
        ref T resultMemory = ref MemoryMarshal.GetReference(_result);
        TLane shareLane = TLane.Broadcast(_share);
        for (nuint i = 0; i < (nuint)_result.Length; i += (nuint)TLane.Count)
        {
            TLane old = TLane.Load(in meanMemory, i);
            TLane.Store(old + (shareLane * (TLane.Load(in valueMemory, i) - old)), ref resultMemory, i);
        }
    }
}
