using System.Runtime.CompilerServices;
using Pullback.Ops.Kernels;

namespace Pullback.Ops.Tests.VectorMathTests;

/// <summary>Every function of <see cref="VectorMath"/> with its stated bounds: the one table that the tests read, held against the documentation too.</summary>
public static class VectorFunctions
{
    public static readonly VectorFunction[] All =
    [
        new VectorFunction<Exp>(doubleBound: 1.5, floatBound: 1.5),
        new VectorFunction<ExpM1>(doubleBound: 2, floatBound: 2),
        new VectorFunction<Log>(doubleBound: 1.5, floatBound: 1.5),
        new VectorFunction<LogP1>(doubleBound: 2, floatBound: 2),
        new VectorFunction<Tanh>(doubleBound: 2, floatBound: 2),
        new VectorFunction<Sigmoid>(doubleBound: 2.5, floatBound: 2),
        new VectorFunction<LogSigmoid>(doubleBound: 2.5, floatBound: 2),
        new VectorFunction<Softplus>(doubleBound: 2.5, floatBound: 2),
        new VectorFunction<LogAddExp>(doubleBound: 3, floatBound: 3),
        new VectorFunction<Erf>(doubleBound: 2, floatBound: 2),
        new VectorFunction<Sin>(doubleBound: 2, floatBound: 2),
        new VectorFunction<Cos>(doubleBound: 2, floatBound: 2),
        new VectorFunction<SigmoidDerivative>(doubleBound: 4, floatBound: 4),
        new VectorFunction<TanhDerivative>(doubleBound: 4, floatBound: 4),
        new VectorFunction<SoftplusDerivative>(doubleBound: 3, floatBound: 3),
        new VectorFunction<NormalCdf>(doubleBound: 6, floatBound: 5),
        new VectorFunction<NormalPdf>(doubleBound: 3, floatBound: 3),
    ];

    public static VectorFunction Named(string name) => All.Single(function => function.Name == name);

    private readonly struct Exp : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Invoke<TLane>(TLane x, TLane y)
            where TLane : struct, ILane<TLane> => VectorMath.Exp(x);
    }

    private readonly struct ExpM1 : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Invoke<TLane>(TLane x, TLane y)
            where TLane : struct, ILane<TLane> => VectorMath.ExpM1(x);
    }

    private readonly struct Log : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Invoke<TLane>(TLane x, TLane y)
            where TLane : struct, ILane<TLane> => VectorMath.Log(x);
    }

    private readonly struct LogP1 : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Invoke<TLane>(TLane x, TLane y)
            where TLane : struct, ILane<TLane> => VectorMath.LogP1(x);
    }

    private readonly struct Tanh : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Invoke<TLane>(TLane x, TLane y)
            where TLane : struct, ILane<TLane> => VectorMath.Tanh(x);
    }

    private readonly struct Sigmoid : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Invoke<TLane>(TLane x, TLane y)
            where TLane : struct, ILane<TLane> => VectorMath.Sigmoid(x);
    }

    private readonly struct LogSigmoid : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Invoke<TLane>(TLane x, TLane y)
            where TLane : struct, ILane<TLane> => VectorMath.LogSigmoid(x);
    }

    private readonly struct Softplus : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Invoke<TLane>(TLane x, TLane y)
            where TLane : struct, ILane<TLane> => VectorMath.Softplus(x);
    }

    private readonly struct LogAddExp : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Invoke<TLane>(TLane x, TLane y)
            where TLane : struct, ILane<TLane> => VectorMath.LogAddExp(x, y);
    }

    private readonly struct Erf : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Invoke<TLane>(TLane x, TLane y)
            where TLane : struct, ILane<TLane> => VectorMath.Erf(x);
    }

    private readonly struct Sin : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Invoke<TLane>(TLane x, TLane y)
            where TLane : struct, ILane<TLane> => VectorMath.Sin(x);
    }

    private readonly struct Cos : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Invoke<TLane>(TLane x, TLane y)
            where TLane : struct, ILane<TLane> => VectorMath.Cos(x);
    }

    private readonly struct SigmoidDerivative : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Invoke<TLane>(TLane x, TLane y)
            where TLane : struct, ILane<TLane> => VectorMath.SigmoidDerivative(x);
    }

    private readonly struct TanhDerivative : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Invoke<TLane>(TLane x, TLane y)
            where TLane : struct, ILane<TLane> => VectorMath.TanhDerivative(x);
    }

    private readonly struct SoftplusDerivative : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Invoke<TLane>(TLane x, TLane y)
            where TLane : struct, ILane<TLane> => VectorMath.SoftplusDerivative(x);
    }

    private readonly struct NormalCdf : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Invoke<TLane>(TLane x, TLane y)
            where TLane : struct, ILane<TLane> => VectorMath.NormalCdf(x);
    }

    private readonly struct NormalPdf : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Invoke<TLane>(TLane x, TLane y)
            where TLane : struct, ILane<TLane> => VectorMath.NormalPdf(x);
    }
}
