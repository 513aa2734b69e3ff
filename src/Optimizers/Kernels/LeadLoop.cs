using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pullback.Optimizers.Kernels;

/// <summary>Replaces targets by the updates that lead to them: <c>target − p</c>, and the gradient where it leads there already.</summary>
internal readonly ref struct LeadLoop<T>(ReadOnlySpan<T> gradient, ReadOnlySpan<T> parameter, Span<T> targets) : ILaneKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _gradient = gradient;
    private readonly ReadOnlySpan<T> _parameter = parameter;
    private readonly Span<T> _targets = targets;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TLane>()
        where TLane : struct, ILane<TLane, T>
    {
        ref T gradientMemory = ref MemoryMarshal.GetReference(_gradient);
        ref T parameterMemory = ref MemoryMarshal.GetReference(_parameter);
        ref T targetsMemory = ref MemoryMarshal.GetReference(_targets);
        int length = _targets.Length;
        int i = 0;
        for (; i <= length - TLane.Count; i += TLane.Count)
        {
            TLane update = Update(
                TLane.Load(in gradientMemory, (nuint)i),
                TLane.Load(in parameterMemory, (nuint)i),
                TLane.Load(in targetsMemory, (nuint)i)
            );
            TLane.Store(update, ref targetsMemory, (nuint)i);
        }

        if (i < length)
        {
            TLane update = Update(
                TLane.LoadPartial(_gradient[i..]),
                TLane.LoadPartial(_parameter[i..]),
                TLane.LoadPartial(_targets[i..])
            );
            TLane.StorePartial(update, _targets[i..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Update<TLane>(TLane gradient, TLane parameter, TLane target)
        where TLane : struct, ILane<TLane, T> =>
        TLane.Select(TLane.Equal(target, parameter + gradient), gradient, target - parameter);
}

/// <summary>The loop in pieces.</summary>
internal readonly ref struct LeadWork<T>(ReadOnlySpan<T> gradient, ReadOnlySpan<T> parameter, Span<T> targets) : IElementWork
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _gradient = gradient;
    private readonly ReadOnlySpan<T> _parameter = parameter;
    private readonly Span<T> _targets = targets;

    public int Length => _targets.Length;

    public void Run(int start, int length)
    {
        LeadLoop<T> loop = new(_gradient.Slice(start, length), _parameter.Slice(start, length), _targets.Slice(start, length));
        Lanes.Run<T, LeadLoop<T>>(ref loop);
    }
}
