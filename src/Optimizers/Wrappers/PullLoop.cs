using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pullback.Optimizers;

/// <summary>
/// Pulls fast weights towards slow ones: <c>u = f + c (s − f) − p</c>. The next slow weights are <c>p + u</c>, to the last bit the next parameters.
/// The results may be written over the fast weights, the next slow weights over the slow ones.
/// </summary>
internal readonly ref struct PullLoop<T>(
    ReadOnlySpan<T> parameters,
    ReadOnlySpan<T> fast,
    ReadOnlySpan<T> slow,
    T pull,
    Span<T> results,
    Span<T> nextSlow,
    bool addsToParameters
) : IElementLoop<T, PullLoop<T>>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _parameters = parameters;
    private readonly ReadOnlySpan<T> _fast = fast;
    private readonly ReadOnlySpan<T> _slow = slow;
    private readonly T _pull = pull;
    private readonly Span<T> _results = results;
    private readonly Span<T> _nextSlow = nextSlow;
    private readonly bool _addsToParameters = addsToParameters;

    public int Length => _results.Length;

    public PullLoop<T> Slice(int start, int length) =>
        new(
            _parameters.Slice(start, length),
            _fast.Slice(start, length),
            _slow.Slice(start, length),
            _pull,
            _results.Slice(start, length),
            _nextSlow.Slice(start, length),
            _addsToParameters
        );

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TLane>()
        where TLane : struct, ILane<TLane, T>
    {
        ref T parametersMemory = ref MemoryMarshal.GetReference(_parameters);
        ref T fastMemory = ref MemoryMarshal.GetReference(_fast);
        ref T slowMemory = ref MemoryMarshal.GetReference(_slow);
        ref T resultsMemory = ref MemoryMarshal.GetReference(_results);
        ref T nextSlowMemory = ref MemoryMarshal.GetReference(_nextSlow);
        TLane pullLane = TLane.Broadcast(_pull);
        for (nuint i = 0; i < (nuint)_results.Length; i += (nuint)TLane.Count)
        {
            TLane from = TLane.Load(in parametersMemory, i);
            TLane ahead = TLane.Load(in fastMemory, i);
            TLane update = ahead + (pullLane * (TLane.Load(in slowMemory, i) - ahead)) - from;
            TLane next = from + update;
            TLane.Store(_addsToParameters ? next : update, ref resultsMemory, i);
            TLane.Store(next, ref nextSlowMemory, i);
        }
    }
}
