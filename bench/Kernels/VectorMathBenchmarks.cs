using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using Pullback.Ops.Kernels;

namespace Pullback.Bench.Kernels;

/// <summary>The functions of VectorMath over memory, beside TensorPrimitives: one ragged length in the first cache, and a batch of activations.</summary>
[GenericTypeArguments(typeof(float))]
[GenericTypeArguments(typeof(double))]
public class VectorMathBenchmarks<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private T[] x = [];
    private T[] y = [];

    public enum Function
    {
        Exp,
        ExpM1,
        Log,
        LogP1,
        Tanh,
        Sigmoid,
        Sin,
        Cos,
    }

    [Params((6 * 512) + 7, 256 * 1024)]
    public int Length { get; set; }

    [ParamsAllValues]
    public Function Op { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        bool positive = Op is Function.Log or Function.LogP1;
        x = [.. Enumerable.Range(0, Length).Select(_ => T.CreateChecked((8 * random.NextDouble()) - (positive ? 0 : 4)))];
        y = new T[Length];
    }

    [Benchmark(Baseline = true)]
    public void TensorPrimitivesFunction()
    {
        switch (Op)
        {
            case Function.Exp:
                TensorPrimitives.Exp<T>(x, y);
                break;
            case Function.ExpM1:
                TensorPrimitives.ExpM1<T>(x, y);
                break;
            case Function.Log:
                TensorPrimitives.Log<T>(x, y);
                break;
            case Function.LogP1:
                TensorPrimitives.LogP1<T>(x, y);
                break;
            case Function.Tanh:
                TensorPrimitives.Tanh<T>(x, y);
                break;
            case Function.Sigmoid:
                TensorPrimitives.Sigmoid<T>(x, y);
                break;
            case Function.Sin:
                TensorPrimitives.Sin<T>(x, y);
                break;
            default:
                TensorPrimitives.Cos<T>(x, y);
                break;
        }
    }

    [Benchmark]
    public void VectorMathFunction()
    {
        switch (Op)
        {
            case Function.Exp:
                Run<Exp>();
                break;
            case Function.ExpM1:
                Run<ExpM1>();
                break;
            case Function.Log:
                Run<Log>();
                break;
            case Function.LogP1:
                Run<LogP1>();
                break;
            case Function.Tanh:
                Run<Tanh>();
                break;
            case Function.Sigmoid:
                Run<Sigmoid>();
                break;
            case Function.Sin:
                Run<Sin>();
                break;
            default:
                Run<Cos>();
                break;
        }
    }

    private void Run<TFunction>()
        where TFunction : struct, ILaneFunction
    {
        var kernel = new MapKernel<TFunction>(x, y);
        Lanes.Run<T, MapKernel<TFunction>>(ref kernel);
    }

    private readonly ref struct MapKernel<TFunction>(ReadOnlySpan<T> x, Span<T> y) : ILaneKernel<T>
        where TFunction : struct, ILaneFunction
    {
        private readonly ReadOnlySpan<T> x = x;
        private readonly Span<T> y = y;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TLane>()
            where TLane : struct, ILane<TLane, T>
        {
            ref T from = ref MemoryMarshal.GetReference(x);
            ref T to = ref MemoryMarshal.GetReference(y);
            int last = y.Length - TLane.Count;
            int i = 0;
            for (; i <= last; i += TLane.Count)
            {
                TLane.Store(TFunction.Invoke(TLane.Load(ref from, (nuint)i)), ref to, (nuint)i);
            }
            if (i < y.Length)
            {
                TLane.StorePartial(TFunction.Invoke(TLane.LoadPartial(x[i..])), y[i..]);
            }
        }
    }

    private interface ILaneFunction
    {
        static abstract TLane Invoke<TLane>(TLane x)
            where TLane : struct, ILane<TLane>;
    }

    private readonly struct Exp : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Invoke<TLane>(TLane x)
            where TLane : struct, ILane<TLane> => VectorMath.Exp(x);
    }

    private readonly struct ExpM1 : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Invoke<TLane>(TLane x)
            where TLane : struct, ILane<TLane> => VectorMath.ExpM1(x);
    }

    private readonly struct Log : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Invoke<TLane>(TLane x)
            where TLane : struct, ILane<TLane> => VectorMath.Log(x);
    }

    private readonly struct LogP1 : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Invoke<TLane>(TLane x)
            where TLane : struct, ILane<TLane> => VectorMath.LogP1(x);
    }

    private readonly struct Tanh : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Invoke<TLane>(TLane x)
            where TLane : struct, ILane<TLane> => VectorMath.Tanh(x);
    }

    private readonly struct Sigmoid : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Invoke<TLane>(TLane x)
            where TLane : struct, ILane<TLane> => VectorMath.Sigmoid(x);
    }

    private readonly struct Sin : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Invoke<TLane>(TLane x)
            where TLane : struct, ILane<TLane> => VectorMath.Sin(x);
    }

    private readonly struct Cos : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Invoke<TLane>(TLane x)
            where TLane : struct, ILane<TLane> => VectorMath.Cos(x);
    }
}
