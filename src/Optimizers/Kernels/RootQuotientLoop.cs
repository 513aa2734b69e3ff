using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pullback.Optimizers.Kernels;

/// <summary>Replaces estimates of squares by <c>g / √(estimate + ε)</c>, and by 0 where the estimate is 0.</summary>
internal readonly ref struct RootQuotientLoop<T>(ReadOnlySpan<T> gradient, T epsilon, Span<T> estimates) : ILaneKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _gradient = gradient;
    private readonly T _epsilon = epsilon;
    private readonly Span<T> _estimates = estimates;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TLane>()
        where TLane : struct, ILane<TLane, T>
    {
        ref T gradientMemory = ref MemoryMarshal.GetReference(_gradient);
        ref T estimatesMemory = ref MemoryMarshal.GetReference(_estimates);
        TLane epsilonLane = TLane.Broadcast(_epsilon);
        int length = _estimates.Length;
        int i = 0;
        for (; i <= length - TLane.Count; i += TLane.Count)
        {
            TLane quotient = Quotient(
                TLane.Load(in gradientMemory, (nuint)i),
                TLane.Load(in estimatesMemory, (nuint)i),
                epsilonLane
            );
            TLane.Store(quotient, ref estimatesMemory, (nuint)i);
        }

        if (i < length)
        {
            TLane quotient = Quotient(TLane.LoadPartial(_gradient[i..]), TLane.LoadPartial(_estimates[i..]), epsilonLane);
            TLane.StorePartial(quotient, _estimates[i..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Quotient<TLane>(TLane gradient, TLane estimate, TLane epsilon)
        where TLane : struct, ILane<TLane, T> =>
        TLane.Select(TLane.Equal(estimate, TLane.Zero), TLane.Zero, gradient / TLane.Sqrt(estimate + epsilon));
}

/// <summary>The loop in pieces.</summary>
internal readonly ref struct RootQuotientWork<T>(ReadOnlySpan<T> gradient, T epsilon, Span<T> estimates) : IElementWork
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _gradient = gradient;
    private readonly T _epsilon = epsilon;
    private readonly Span<T> _estimates = estimates;

    public int Length => _estimates.Length;

    public void Run(int start, int length)
    {
        RootQuotientLoop<T> loop = new(_gradient.Slice(start, length), _epsilon, _estimates.Slice(start, length));
        Lanes.Run<T, RootQuotientLoop<T>>(ref loop);
    }
}
