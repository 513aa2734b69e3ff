using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pullback.Ops.Kernels;

/// <summary>Runs an <see cref="IElementwiseOp"/> over memory.</summary>
/// <remarks>
/// Each element goes through the same vector lane, wherever it stands: there is no scalar tail. An output may start where an input starts (in place) or
/// be disjoint from it; other overlaps are refused. NaN and infinities follow IEEE 754 through the formula. Nothing allocates.
/// </remarks>
public static class Elementwise
{
    /// <summary>y[i] = f(x[i]; constants).</summary>
    /// <typeparam name="TOp">The op.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <param name="constants">The op's constants; as many as <see cref="IElementwiseOp.ConstantCount"/>.</param>
    /// <param name="y">The values; as long as <paramref name="x"/>.</param>
    /// <exception cref="ArgumentException">Lengths differ, the number of constants is wrong, or the spans overlap without starting together.</exception>
    public static void Forward<TOp, T>(ReadOnlySpan<T> x, ReadOnlySpan<T> constants, Span<T> y)
        where TOp : struct, IElementwiseOp
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        LaneThrow.UnlessConstants<TOp>(constants.Length);
        LaneThrow.UnlessOutput(x, y);
        var kernel = new ForwardKernel<TOp, T>(x, constants, y);
        Lanes.Run<T, ForwardKernel<TOp, T>>(ref kernel);
    }

    /// <summary>dx[i] = upstream[i] · f′(x[i]; constants).</summary>
    /// <typeparam name="TOp">The op.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The arguments of the forward run.</param>
    /// <param name="constants">The op's constants; as many as <see cref="IElementwiseOp.ConstantCount"/>.</param>
    /// <param name="upstream">The gradient towards the forward run's values; as long as <paramref name="x"/>.</param>
    /// <param name="dx">The gradient towards the arguments (overwritten); as long as <paramref name="x"/>.</param>
    /// <exception cref="ArgumentException">Lengths differ, the number of constants is wrong, or the output overlaps an input without starting with it.</exception>
    public static void Backward<TOp, T>(ReadOnlySpan<T> x, ReadOnlySpan<T> constants, ReadOnlySpan<T> upstream, Span<T> dx)
        where TOp : struct, IElementwiseOp
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        LaneThrow.UnlessConstants<TOp>(constants.Length);
        LaneThrow.UnlessOutput(x, dx);
        LaneThrow.UnlessOutput(upstream, dx);
        var kernel = new BackwardKernel<TOp, T>(x, constants, upstream, dx);
        Lanes.Run<T, BackwardKernel<TOp, T>>(ref kernel);
    }

    private readonly ref struct ForwardKernel<TOp, T>(ReadOnlySpan<T> x, ReadOnlySpan<T> constants, Span<T> y) : ILaneKernel<T>
        where TOp : struct, IElementwiseOp
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> x = x;
        private readonly ReadOnlySpan<T> constants = constants;
        private readonly Span<T> y = y;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        [SkipLocalsInit]
        public void Run<TLane>()
            where TLane : struct, ILane<TLane, T>
        {
            Unsafe.SkipInit(out ConstantLanes<TLane> storage);
            ReadOnlySpan<TLane> broadcast = ConstantLanes.Broadcast<TLane, T>(constants, ref storage);
            ref T from = ref MemoryMarshal.GetReference(x);
            ref T to = ref MemoryMarshal.GetReference(y);
            int last = y.Length - TLane.Count;
            int i = 0;
            for (; i <= last; i += TLane.Count)
            {
                TLane.Store(TOp.Forward(TLane.Load(ref from, (nuint)i), broadcast), ref to, (nuint)i);
            }
            if (i < y.Length)
            {
                TLane.StorePartial(TOp.Forward(TLane.LoadPartial(x[i..]), broadcast), y[i..]);
            }
        }
    }

    private readonly ref struct BackwardKernel<TOp, T>(
        ReadOnlySpan<T> x,
        ReadOnlySpan<T> constants,
        ReadOnlySpan<T> upstream,
        Span<T> dx
    ) : ILaneKernel<T>
        where TOp : struct, IElementwiseOp
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> x = x;
        private readonly ReadOnlySpan<T> constants = constants;
        private readonly ReadOnlySpan<T> upstream = upstream;
        private readonly Span<T> dx = dx;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        [SkipLocalsInit]
        public void Run<TLane>()
            where TLane : struct, ILane<TLane, T>
        {
            Unsafe.SkipInit(out ConstantLanes<TLane> storage);
            ReadOnlySpan<TLane> broadcast = ConstantLanes.Broadcast<TLane, T>(constants, ref storage);
            ref T from = ref MemoryMarshal.GetReference(x);
            ref T gradient = ref MemoryMarshal.GetReference(upstream);
            ref T to = ref MemoryMarshal.GetReference(dx);
            int last = dx.Length - TLane.Count;
            int i = 0;
            for (; i <= last; i += TLane.Count)
            {
                TLane derivative = TOp.Derivative(TLane.Load(ref from, (nuint)i), broadcast);
                TLane.Store(TLane.Load(ref gradient, (nuint)i) * derivative, ref to, (nuint)i);
            }
            if (i < dx.Length)
            {
                TLane derivative = TOp.Derivative(TLane.LoadPartial(x[i..]), broadcast);
                TLane.StorePartial(TLane.LoadPartial(upstream[i..]) * derivative, dx[i..]);
            }
        }
    }
}
