using Pullback.Ops;
using Pullback.Ops.Kernels;

namespace Pullback.Testing.Tests.Gradients;

/// <summary>The derivative of x³ that a <see cref="Cubic{TDerivative}"/> claims: right, or with a planted bug.</summary>
public interface IDerivative
{
    static abstract TLane Of<TLane>(TLane x)
        where TLane : struct, ILane<TLane>;
}

/// <summary>y = x³, written by hand as the generator would, with a derivative of choice.</summary>
public readonly struct Cubic<TDerivative> : IElementwiseOp
    where TDerivative : struct, IDerivative
{
    public static string Name => typeof(TDerivative).Name;

    public static int ConstantCount => 0;

    public static bool HasOutputDerivative => false;

    public static T Evaluate<T>(T x, ReadOnlySpan<T> constants)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T> => x * x * x;

    public static TLane Forward<TLane>(TLane x, ReadOnlySpan<TLane> constants)
        where TLane : struct, ILane<TLane> => x * x * x;

    public static TLane Derivative<TLane>(TLane x, ReadOnlySpan<TLane> constants)
        where TLane : struct, ILane<TLane> => TDerivative.Of(x);

    public static void ForwardAndDerivative<TLane>(TLane x, ReadOnlySpan<TLane> constants, out TLane value, out TLane derivative)
        where TLane : struct, ILane<TLane> => (value, derivative) = (x * x * x, TDerivative.Of(x));
}

public readonly struct RightDerivative : IDerivative
{
    public static TLane Of<TLane>(TLane x)
        where TLane : struct, ILane<TLane> => TLane.Constant(3) * x * x;
}

public readonly struct WrongSign : IDerivative
{
    public static TLane Of<TLane>(TLane x)
        where TLane : struct, ILane<TLane> => -(TLane.Constant(3) * x * x);
}

public readonly struct MissingFactor : IDerivative
{
    public static TLane Of<TLane>(TLane x)
        where TLane : struct, ILane<TLane> => x * x;
}

/// <summary>Wrong in one thousandth only: far beyond what a tolerance may hide.</summary>
public readonly struct SlightlyWrongFactor : IDerivative
{
    public static TLane Of<TLane>(TLane x)
        where TLane : struct, ILane<TLane> => TLane.Constant(3.003) * x * x;
}
