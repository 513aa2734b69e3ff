using Xunit;

namespace Pullback.Ops.Tests.VectorMathTests;

/// <summary>Dual numbers: every derivative rule against central differences, choices, and what is refused.</summary>
public class DualTests
{
    public static TheoryData<string, Func<Dual, Dual>, double[]> Rules
    {
        get
        {
            double[] all = [-2.3, -0.4, 0.7, 3.1];
            double[] positive = [0.2, 0.9, 1.7, 40];
            double[] unit = [-0.9, -0.2, 0.5, 0.97];
            double[] aboveOne = [1.1, 2.5, 30];
            Dual two = Dual.Constant(2);
            return new()
            {
                { "+", x => x + two + x, all },
                { "-", x => two - x - x - x, all },
                { "*", x => x * x * two * x, all },
                { "/", x => (x + two) / (x * x), all },
                { "FusedMultiplyAdd", x => Dual.FusedMultiplyAdd(x, x, x), all },
                { "Exp", Dual.Exp, all },
                { "Exp2", Dual.Exp2, all },
                { "Exp10", Dual.Exp10, all },
                { "ExpM1", Dual.ExpM1, all },
                { "Log", Dual.Log, positive },
                { "Log2", Dual.Log2, positive },
                { "Log10", Dual.Log10, positive },
                { "LogP1", Dual.LogP1, positive },
                { "Log to a base", x => Dual.Log(two, x), aboveOne },
                { "Sqrt", Dual.Sqrt, positive },
                { "Cbrt", Dual.Cbrt, all },
                { "Sin", Dual.Sin, all },
                { "Cos", Dual.Cos, all },
                { "SinCos", x => Dual.SinCos(x).Sin * Dual.SinCos(x).Cos, all },
                { "Tan", Dual.Tan, unit },
                { "Asin", Dual.Asin, unit },
                { "Acos", Dual.Acos, unit },
                { "Atan", Dual.Atan, all },
                { "Atan2", x => Dual.Atan2(x, x * x), all },
                { "Sinh", Dual.Sinh, all },
                { "Cosh", Dual.Cosh, all },
                { "Tanh", Dual.Tanh, all },
                { "Asinh", Dual.Asinh, all },
                { "Acosh", Dual.Acosh, aboveOne },
                { "Atanh", Dual.Atanh, unit },
                { "Pow", x => Dual.Pow(x, x), [0.2, 0.9, 1.7] },
                { "Hypot", x => Dual.Hypot(x, x * x), all },
                { "Abs", Dual.Abs, all },
                { "Min", x => Dual.Min(x, x * x), all },
                { "Max", x => Dual.Max(x, x * x), all },
                { "Clamp", x => Dual.Clamp(x * x, Dual.Constant(0.3), x + Dual.Constant(5)), all },
                { "CopySign", x => Dual.CopySign(x * x, x), all },
                { "MaxMagnitude", x => Dual.MaxMagnitude(x, two * x * x), all },
                { "MinMagnitude", x => Dual.MinMagnitude(x, two * x * x), all },
                { "Sigmoid", ScalarMath.Sigmoid, all },
                { "LogSigmoid", ScalarMath.LogSigmoid, all },
                { "Softplus", ScalarMath.Softplus, all },
                { "LogAddExp", x => ScalarMath.LogAddExp(x * x, two * x), all },
                { "Erf", ScalarMath.Erf, all },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Rules), DisableDiscoveryEnumeration = true)]
    public void Tangents_are_derivatives(string name, Func<Dual, Dual> function, double[] points)
    {
        foreach (double x in points)
        {
            double step = 1e-5 * Math.Max(1, Math.Abs(x));
            double numeric = (function(Dual.Constant(x + step)).Value - function(Dual.Constant(x - step)).Value) / (2 * step);
            double tangent = function(Dual.Variable(x)).Tangent;
            Assert.True(
                Math.Abs(tangent - numeric) <= 1e-7 * Math.Max(1, Math.Abs(numeric)),
                $"{name} at {x}: {tangent}, numerically {numeric}"
            );
        }
    }

    [Fact]
    public void A_generic_formula_runs_on_duals()
    {
        Dual result = Mish(Dual.Variable(0.8));
        double step = 1e-6;
        Assert.Equal(Mish(0.8), result.Value, 14);
        Assert.Equal((Mish(0.8 + step) - Mish(0.8 - step)) / (2 * step), result.Tangent, 8);

        static T Mish<T>(T x)
            where T : unmanaged, System.Numerics.IFloatingPointIeee754<T> =>
            x * T.Tanh(ScalarMath.Softplus(x)) * T.CreateChecked(1.0);
    }

    [Fact]
    public void A_constant_has_no_derivative_beside_an_infinity()
    {
        Dual product = Dual.Constant(2) * new Dual(double.PositiveInfinity, 1);
        Assert.Equal(2, product.Tangent);
        Assert.Equal(0, Dual.Exp(Dual.Constant(1000)).Tangent);
        Assert.Equal(0, Dual.Sqrt(Dual.Constant(0)).Tangent);
    }

    [Fact]
    public void Derivatives_do_not_cancel_where_functions_saturate()
    {
        Assert.Equal(4 * Math.Exp(-80), Dual.Tanh(Dual.Variable(40)).Tangent, Math.Exp(-80) * 1e-12);
        Assert.Equal(Math.Exp(-40), ScalarMath.Sigmoid(Dual.Variable(40)).Tangent, Math.Exp(-40) * 1e-12);
        Assert.Equal(Math.Exp(-700), ScalarMath.Softplus(Dual.Variable(-700)).Tangent, Math.Exp(-700) * 1e-12);
    }

    [Fact]
    public void Choices_look_at_the_value_and_take_the_tangent_along()
    {
        Dual x = new(1, 10);
        Dual y = new(1, 20);
        Assert.Equal(20, Dual.Max(x, y).Tangent);
        Assert.Equal(20, Dual.Min(x, y).Tangent);
        Assert.Equal(10, Dual.Clamp(x, y, y).Tangent);
        Assert.Equal(0, Dual.Abs(Dual.Variable(0)).Tangent);
        Assert.True(double.IsNaN(Dual.Max(Dual.NaN, y).Value));
        Assert.True(double.IsNaN(Dual.Max(x, Dual.NaN).Value));
        Assert.Equal(x, Dual.MaxMagnitudeNumber(x, Dual.NaN));
        Assert.Equal(0, Dual.Round(new Dual(1.4, 5), 0, MidpointRounding.ToEven).Tangent);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1e-9)]
    [InlineData(-0.3)]
    [InlineData(2.49)]
    [InlineData(2.51)]
    [InlineData(-5)]
    [InlineData(30)]
    [InlineData(-800)]
    public void Values_agree_with_the_vector_functions(double x)
    {
        Close(ScalarMath.Sigmoid(x), ScalarMath.Sigmoid(Dual.Variable(x)).Value);
        Close(ScalarMath.LogSigmoid(x), ScalarMath.LogSigmoid(Dual.Variable(x)).Value);
        Close(ScalarMath.Softplus(x), ScalarMath.Softplus(Dual.Variable(x)).Value);
        Close(ScalarMath.LogAddExp(x, 1.5), ScalarMath.LogAddExp(Dual.Variable(x), Dual.Constant(1.5)).Value);
        Close(ScalarMath.Erf(x), ScalarMath.Erf(Dual.Variable(x)).Value);

        static void Close(double expected, double actual) => Assert.Equal(expected, actual, Math.Abs(expected) * 4e-15);
    }

    [Fact]
    public void Floats_are_rounded_doubles_and_other_types_are_refused_by_name()
    {
        Assert.Equal((float)ScalarMath.Erf(0.3f * 1.0), ScalarMath.Erf(0.3f));
        Assert.Equal((float)ScalarMath.Softplus(-0.7f * 1.0), ScalarMath.Softplus(-0.7f));
        var exception = Assert.Throws<NotSupportedException>(() => ScalarMath.Sigmoid(Half.One));
        Assert.Contains("System.Half", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Members_without_a_derivative_throw_their_name()
    {
        Assert.StartsWith(
            "BitIncrement has no derivative",
            Refused(() => Generic<Dual>.BitIncrement()),
            StringComparison.Ordinal
        );
        Assert.StartsWith("ScaleB has no derivative", Refused(() => Generic<Dual>.ScaleB()), StringComparison.Ordinal);
        Assert.StartsWith("op_Modulus has no derivative", Refused(() => Generic<Dual>.Modulus()), StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => double.CreateChecked(Dual.One));

        static string Refused(Action action) => Assert.Throws<NotSupportedException>(action).Message;
    }

    [Fact]
    public void Text_shows_value_and_tangent() => Assert.Equal("2 + 0.5ε", new Dual(2, 0.5).ToString());

    private static class Generic<T>
        where T : System.Numerics.IFloatingPointIeee754<T>
    {
        public static void BitIncrement() => T.BitIncrement(T.One);

        public static void ScaleB() => T.ScaleB(T.One, 2);

        public static void Modulus() => _ = T.One % T.One;
    }
}
