using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pullback.Ops.Kernels;
using Pullback.Ops.Tests.LaneTests;

namespace Pullback.Ops.Tests.VectorMathTests;

/// <summary>One function of <see cref="VectorMath"/> as tests see it: by name, applied over memory at a chosen width.</summary>
/// <param name="name">The name in VectorMath.</param>
/// <param name="doubleBound">The stated maximal error in double, in units in the last place.</param>
/// <param name="floatBound">The stated maximal error in float.</param>
public abstract class VectorFunction(string name, double doubleBound, double floatBound)
{
    public string Name { get; } = name;

    public double DoubleBound { get; } = doubleBound;

    public double FloatBound { get; } = floatBound;

    public override string ToString() => Name;

    public abstract void Apply<T>(int width, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result)
        where T : unmanaged, IFloatingPointIeee754<T>;

    public T At<T>(T x, T y = default)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T result = default;
        Apply(0, [x], [y], new Span<T>(ref result));
        return result;
    }
}

/// <summary>The function itself, on one vector.</summary>
public interface ILaneFunction
{
    static abstract TLane Invoke<TLane>(TLane x, TLane y)
        where TLane : struct, ILane<TLane>;
}

public sealed class VectorFunction<TFunction>(double doubleBound, double floatBound)
    : VectorFunction(typeof(TFunction).Name, doubleBound, floatBound)
    where TFunction : struct, ILaneFunction
{
    public override void Apply<T>(int width, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result)
    {
        var kernel = new Kernel<T>(x, y, result);
        EveryLane.Run<T, Kernel<T>>(width, ref kernel);
    }

    private readonly ref struct Kernel<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result) : ILaneKernel<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> x = x;
        private readonly ReadOnlySpan<T> y = y;
        private readonly Span<T> result = result;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TLane>()
            where TLane : struct, ILane<TLane, T>
        {
            ref T first = ref MemoryMarshal.GetReference(x);
            ref T second = ref MemoryMarshal.GetReference(y);
            ref T to = ref MemoryMarshal.GetReference(result);
            int i = 0;
            for (; i <= result.Length - TLane.Count; i += TLane.Count)
            {
                TLane value = TFunction.Invoke(TLane.Load(ref first, (nuint)i), TLane.Load(ref second, (nuint)i));
                TLane.Store(value, ref to, (nuint)i);
            }
            if (i < result.Length)
            {
                TLane.StorePartial(TFunction.Invoke(TLane.LoadPartial(x[i..]), TLane.LoadPartial(y[i..])), result[i..]);
            }
        }
    }
}
