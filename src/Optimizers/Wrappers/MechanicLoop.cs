using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pullback.Optimizers;

/// <summary>
/// From where the parameters started to a multiple of what the inner optimizer has moved: <c>u = r + s (c (p − r) + (f − p)) − p</c>, where p are the parameters, r
/// where they started, and f is where the inner optimizer's step leads. The results may be written over f.
/// </summary>
internal readonly ref struct MechanicLoop<T>(
    ReadOnlySpan<T> parameters,
    ReadOnlySpan<T> reference,
    ReadOnlySpan<T> moved,
    T perScale,
    T scale,
    Span<T> results,
    bool addsToParameters
) : IElementLoop<T, MechanicLoop<T>>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _parameters = parameters;
    private readonly ReadOnlySpan<T> _reference = reference;
    private readonly ReadOnlySpan<T> _moved = moved;
    private readonly T _perScale = perScale;
    private readonly T _scale = scale;
    private readonly Span<T> _results = results;
    private readonly bool _addsToParameters = addsToParameters;

    public int Length => _results.Length;

    public MechanicLoop<T> Slice(int start, int length) =>
        new(
            _parameters.Slice(start, length),
            _reference.Slice(start, length),
            _moved.Slice(start, length),
            _perScale,
            _scale,
            _results.Slice(start, length),
            _addsToParameters
        );

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TLane>()
        where TLane : struct, ILane<TLane, T>
    {
        ref T parametersMemory = ref MemoryMarshal.GetReference(_parameters);
        ref T referenceMemory = ref MemoryMarshal.GetReference(_reference);
        ref T movedMemory = ref MemoryMarshal.GetReference(_moved);
        ref T resultsMemory = ref MemoryMarshal.GetReference(_results);
        TLane perScaleLane = TLane.Broadcast(_perScale);
        TLane scaleLane = TLane.Broadcast(_scale);
        for (nuint i = 0; i < (nuint)_results.Length; i += (nuint)TLane.Count)
        {
            TLane from = TLane.Load(in parametersMemory, i);
            TLane start = TLane.Load(in referenceMemory, i);
            TLane direction = (perScaleLane * (from - start)) + (TLane.Load(in movedMemory, i) - from);
            TLane update = start + (scaleLane * direction) - from;
            TLane.Store(_addsToParameters ? from + update : update, ref resultsMemory, i);
        }
    }
}
