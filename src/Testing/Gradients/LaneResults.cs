using System.Numerics;
using Pullback.Ops;
using Pullback.Ops.Kernels;

namespace Pullback.Testing;

/// <summary>
/// What the lanes of a formula compute with one vector width, whatever width the machine would choose: the value and derivative that share their
/// subexpressions, and the derivative from the output where the op has one.
/// </summary>
internal sealed record LaneResults(double[] Value, double[] Derivative, double[]? FromOutput)
{
    public static LaneResults Of<TOp, T, TLane>(ReadOnlySpan<T> x, ReadOnlySpan<double> constants)
        where TOp : struct, IElementwiseOp
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLane : struct, ILane<TLane, T>
    {
        TLane[] settings = new TLane[constants.Length];
        for (int i = 0; i < settings.Length; i++)
        {
            settings[i] = TLane.Constant(constants[i]);
        }
        T[] value = new T[x.Length];
        T[] derivative = new T[x.Length];
        T[]? fromOutput = TOp.HasOutputDerivative ? new T[x.Length] : null;
        for (int i = 0; i < x.Length; i += TLane.Count)
        {
            int count = Math.Min(TLane.Count, x.Length - i);
            TOp.ForwardAndDerivative(TLane.LoadPartial(x.Slice(i, count)), settings, out TLane y, out TLane dy);
            TLane.StorePartial(y, value.AsSpan(i, count));
            TLane.StorePartial(dy, derivative.AsSpan(i, count));
            if (fromOutput is not null)
            {
                TLane.StorePartial(TOp.OutputDerivative(y, settings), fromOutput.AsSpan(i, count));
            }
        }
        return new LaneResults(
            Doubles.From<T>(value),
            Doubles.From<T>(derivative),
            fromOutput is null ? null : Doubles.From<T>(fromOutput)
        );
    }
}
