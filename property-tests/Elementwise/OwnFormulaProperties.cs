using System.Numerics;
using FsCheck;
using Pullback.Ops;
using Pullback.Testing;
using Xunit;

namespace Pullback.PropertyTests.Elementwise;

/// <summary>Formulas as users write them: conditionals, constants, other formulas, and each elementary function that a formula may name.</summary>
public class OwnFormulaProperties
{
    [Fact]
    public void Conditional_with_constants() =>
        GradientCheck.Elementwise<Elu>(GradientCheckOptions.Default.WithKinks(0), 0.7).QuickCheckThrowOnFailure();

    [Fact]
    public void Formula_that_uses_another_formula() => GradientCheck.Elementwise<TwiceTanh>().QuickCheckThrowOnFailure();

    [Fact]
    public void Elementary_functions() =>
        GradientCheck.Elementwise<Elementary>(GradientCheckOptions.Default.With(minimum: 0.1)).QuickCheckThrowOnFailure();

    [Fact]
    public void Stable_primitives() => GradientCheck.Elementwise<Primitives>().QuickCheckThrowOnFailure();

    [Fact]
    public void Bounded_functions() =>
        GradientCheck.Elementwise<Bounded>(GradientCheckOptions.Default.WithKinks(-1, 0, 0.5, 2)).QuickCheckThrowOnFailure();
}

/// <summary>x above zero, α(eˣ − 1) below.</summary>
[ElementwiseOp]
public readonly partial struct Elu : IElementwiseOp
{
    public static T Formula<T>(T x, T alpha)
        where T : unmanaged, IFloatingPointIeee754<T> => x > T.Zero ? x : alpha * T.ExpM1(x);
}

[ElementwiseOp]
public readonly partial struct TwiceTanh : IElementwiseOp
{
    public static T Formula<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> => Tanh.Formula(Tanh.Formula(x) * x);
}

[ElementwiseOp]
public readonly partial struct Elementary : IElementwiseOp
{
    public static T Formula<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T root = T.Sqrt(x) + T.Log(x);
        T wave = T.Sin(x) * T.Cos(root);
        return T.FusedMultiplyAdd(wave, x, T.LogP1(x)) / (T.One + x * x) + T.Tanh(root) + T.Exp(-x);
    }
}

[ElementwiseOp]
public readonly partial struct Primitives : IElementwiseOp
{
    public static T Formula<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        ScalarMath.Sigmoid(x) * ScalarMath.Erf(x)
        + ScalarMath.LogSigmoid(x) * ScalarMath.Softplus(-x)
        + ScalarMath.LogAddExp(x, x * x);
}

/// <summary>Bends where a bound begins to hold: at −1, at ½ and at 2, and at 0 for the absolute value.</summary>
[ElementwiseOp]
public readonly partial struct Bounded : IElementwiseOp
{
    public static T Formula<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        T.Clamp(x, -T.One, T.One + T.One) * T.Max(x, T.One / (T.One + T.One)) + T.Min(T.Abs(x), T.One + T.One);
}
