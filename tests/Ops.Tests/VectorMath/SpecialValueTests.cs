using System.Numerics;
using Pullback.Ops.Tests.LaneTests;
using Xunit;

namespace Pullback.Ops.Tests.VectorMathTests;

/// <summary>What each function gives at zeros, infinities, NaN and just beyond its domain, as its documentation says, at every width and in both types.</summary>
public class SpecialValueTests
{
    private const double Infinity = double.PositiveInfinity;

    public static TheoryData<string, double, double> Values =>
        new()
        {
            { "Exp", 0, 1 },
            { "Exp", -0.0, 1 },
            { "Exp", Infinity, Infinity },
            { "Exp", -Infinity, 0 },
            { "Exp", 1e30, Infinity },
            { "Exp", -1e30, 0 },
            { "ExpM1", 0, 0 },
            { "ExpM1", -0.0, -0.0 },
            { "ExpM1", Infinity, Infinity },
            { "ExpM1", -Infinity, -1 },
            { "ExpM1", 1e30, Infinity },
            { "ExpM1", -1e30, -1 },
            { "Log", 1, 0 },
            { "Log", 0, -Infinity },
            { "Log", -0.0, -Infinity },
            { "Log", Infinity, Infinity },
            { "Log", -Infinity, double.NaN },
            { "Log", -1e-30, double.NaN },
            { "LogP1", 0, 0 },
            { "LogP1", -0.0, -0.0 },
            { "LogP1", -1, -Infinity },
            { "LogP1", -1.5, double.NaN },
            { "LogP1", Infinity, Infinity },
            { "LogP1", -Infinity, double.NaN },
            { "Tanh", 0, 0 },
            { "Tanh", -0.0, -0.0 },
            { "Tanh", Infinity, 1 },
            { "Tanh", -Infinity, -1 },
            { "Tanh", 1e30, 1 },
            { "Sigmoid", 0, 0.5 },
            { "Sigmoid", -0.0, 0.5 },
            { "Sigmoid", Infinity, 1 },
            { "Sigmoid", -Infinity, 0 },
            { "Sigmoid", 1e30, 1 },
            { "Sigmoid", -1e30, 0 },
            { "LogSigmoid", Infinity, 0 },
            { "LogSigmoid", -Infinity, -Infinity },
            { "LogSigmoid", -1e10, -1e10 },
            { "Softplus", Infinity, Infinity },
            { "Softplus", -Infinity, 0 },
            { "Softplus", 1e10, 1e10 },
            { "Erf", 0, 0 },
            { "Erf", -0.0, -0.0 },
            { "Erf", Infinity, 1 },
            { "Erf", -Infinity, -1 },
            { "Erf", 1e30, 1 },
            { "Sin", 0, 0 },
            { "Sin", -0.0, -0.0 },
            { "Sin", Infinity, double.NaN },
            { "Sin", -Infinity, double.NaN },
            { "Cos", 0, 1 },
            { "Cos", -0.0, 1 },
            { "Cos", Infinity, double.NaN },
            { "Cos", -Infinity, double.NaN },
        };

    [Theory]
    [MemberData(nameof(Values))]
    public void Limits_are_returned(string name, double x, double expected)
    {
        VectorFunction function = VectorFunctions.Named(name);
        AllWidths(function, x, 0.0, expected);
        AllWidths(function, (float)x, 0f, (float)expected);
    }

    [Theory]
    [InlineData(Infinity, Infinity, Infinity)]
    [InlineData(-Infinity, -Infinity, -Infinity)]
    [InlineData(Infinity, -Infinity, Infinity)]
    [InlineData(-Infinity, 2.5, 2.5)]
    [InlineData(2.5, -Infinity, 2.5)]
    [InlineData(Infinity, 2.5, Infinity)]
    [InlineData(1e30, 1e10, 1e30)]
    [InlineData(double.NaN, Infinity, double.NaN)]
    [InlineData(Infinity, double.NaN, double.NaN)]
    [InlineData(double.NaN, -Infinity, double.NaN)]
    public void LogAddExp_returns_limits(double x, double y, double expected)
    {
        AllWidths(VectorFunctions.Named("LogAddExp"), x, y, expected);
        AllWidths(VectorFunctions.Named("LogAddExp"), (float)x, (float)y, (float)expected);
    }

    [Fact]
    public void NaN_gives_NaN()
    {
        foreach (VectorFunction function in VectorFunctions.All)
        {
            AllWidths(function, double.NaN, double.NaN, double.NaN);
            AllWidths(function, float.NaN, float.NaN, float.NaN);
        }
    }

    [Fact]
    public void Tiny_arguments_of_odd_functions_come_back()
    {
        foreach (string name in (string[])["ExpM1", "LogP1", "Tanh", "Sin"])
        {
            foreach (double x in (double[])[double.Epsilon, -3 * double.Epsilon, 2.2250738585072014E-308, 1e-300])
            {
                AllWidths(VectorFunctions.Named(name), x, 0, x);
            }
            foreach (float x in (float[])[float.Epsilon, -3 * float.Epsilon, 1.17549435E-38f, 1e-30f])
            {
                AllWidths(VectorFunctions.Named(name), x, 0, x);
            }
        }
    }

    private static void AllWidths<T>(VectorFunction function, T x, T y, T expected)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (int width in EveryLane.Widths)
        {
            // In the middle of ordinary neighbours, in a whole and in a partial vector.
            T[] arguments = [.. Enumerable.Repeat(T.One, 20)];
            T[] seconds = [.. Enumerable.Repeat(T.One, 20)];
            (arguments[1], seconds[1], arguments[19], seconds[19]) = (x, y, x, y);
            var result = new T[20];
            function.Apply(width, arguments, seconds, result);
            Assert.True(
                SpecialValues.Same(expected, result[1]),
                $"{function}({x}, {y}) is {result[1]} at width {width}, expected {expected}"
            );
            Assert.True(
                SpecialValues.Same(expected, result[19]),
                $"{function}({x}, {y}) is {result[19]} at width {width}, expected {expected}"
            );
        }
    }
}
