using System.Numerics;
using Pullback.Ops.Kernels;

namespace Pullback.Ops.Tests.Activations;

/// <summary>Runs every lane of an op over arrays, with whatever vector type it is run with; the last partial vector too.</summary>
internal struct LaneProbe<TOp, T>(T[] x, T[] constants) : ILaneKernel<T>
    where TOp : struct, IElementwiseOp
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public T[] Value { get; } = new T[x.Length];

    public T[] Derivative { get; } = new T[x.Length];

    /// <summary>Value and derivative as <see cref="IElementwiseOp.ForwardAndDerivative"/> gives them.</summary>
    public (T[] Value, T[] Derivative) Both { get; } = (new T[x.Length], new T[x.Length]);

    public readonly void Run<TLane>()
        where TLane : struct, ILane<TLane, T>
    {
        TLane[] lanes = [.. constants.Select(TLane.Broadcast)];
        for (int i = 0; i < x.Length; i += TLane.Count)
        {
            int end = Math.Min(i + TLane.Count, x.Length);
            TLane argument = TLane.LoadPartial(x.AsSpan(i, end - i));
            TLane.StorePartial(TOp.Forward<TLane>(argument, lanes), Value.AsSpan(i, end - i));
            TLane.StorePartial(TOp.Derivative<TLane>(argument, lanes), Derivative.AsSpan(i, end - i));
            TOp.ForwardAndDerivative<TLane>(argument, lanes, out TLane value, out TLane derivative);
            TLane.StorePartial(value, Both.Value.AsSpan(i, end - i));
            TLane.StorePartial(derivative, Both.Derivative.AsSpan(i, end - i));
        }
    }

    /// <summary>Runs with the vector type of so many bits; 0 is the scalar lane.</summary>
    public static LaneProbe<TOp, T> Of(T[] x, T[] constants, int width)
    {
        var probe = new LaneProbe<TOp, T>(x, constants);
        switch (width)
        {
            case 512:
                probe.Run<Lane512<T>>();
                break;
            case 256:
                probe.Run<Lane256<T>>();
                break;
            case 128:
                probe.Run<Lane128<T>>();
                break;
            default:
                probe.Run<ScalarLane<T>>();
                break;
        }
        return probe;
    }
}
