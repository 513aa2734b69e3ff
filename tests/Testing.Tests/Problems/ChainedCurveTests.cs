using Xunit;

namespace Pullback.Testing.Tests.Problems;

/// <summary>The shapes have the values, slopes and breaks of their definitions.</summary>
public class ChainedCurveTests
{
    public static TheoryData<CurveShape> Shapes => [.. Enum.GetValues<CurveShape>()];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_slope_is_that_of_the_value(CurveShape shape)
    {
        foreach (double start in (double[])[-1, 0.5])
        {
            ChainedCurve curve = new(start, CurveShape.Line, shape, CurveShape.Line);
            for (double x = -0.513; x < 3.5; x += 0.0613)
            {
                double slope = (curve.Value(x + 1e-6) - curve.Value(x - 1e-6)) / 2e-6;
                Assert.Equal(slope, curve.Slope(x), 1e-4 * Math.Max(1, Math.Abs(slope)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Shapes_meet_in_value_and_slope(CurveShape shape)
    {
        ChainedCurve curve = new(-1, CurveShape.Relu, CurveShape.Bend, shape, CurveShape.Line);
        foreach (double joint in (double[])[1, 2, 3])
        {
            Assert.Equal(curve.Value(joint - 1e-9), curve.Value(joint), 1e-6 * Math.Max(1, Math.Abs(curve.Value(joint))));
            if (!(shape == CurveShape.Bend && joint == 2))
            {
                Assert.Equal(curve.Slope(joint - 1e-9), curve.Slope(joint), 1e-5 * Math.Max(1, Math.Abs(curve.Slope(joint))));
            }
        }
    }

    [Fact]
    public void A_curve_starts_at_1_with_its_slope()
    {
        ChainedCurve curve = new(-10, CurveShape.QuadraticBowl);
        Assert.Equal(1, curve.Value(0));
        Assert.Equal(-10, curve.Slope(0));
        Assert.Equal(0, curve.Slope(0.5), 1e-12);
        Assert.Equal(1 - 2.5, curve.Value(0.5), 1e-12);
        Assert.Equal(10, curve.Slope(1), 1e-12);
        Assert.Equal(1 + 10, curve.Value(2), 1e-12);
        Assert.Equal(1 + 10, curve.Value(-1), 1e-12);
    }

    [Fact]
    public void Breaks_divide_the_graph_into_equal_arcs()
    {
        ChainedCurve relu = new(-1, CurveShape.Relu);
        double at = 1 / (1 + Math.Sqrt(2));
        Assert.Equal(-1, relu.Slope(at - 1e-9));
        Assert.Equal(0, relu.Slope(at + 1e-9));
        ChainedCurve cliff = new(-1, CurveShape.Cliff);
        at = 1 / (1 + Math.Sqrt(2 / 101.0));
        Assert.Equal(-1, cliff.Slope(at - 1e-9));
        Assert.Equal(10, cliff.Slope(at + 1e-9));
        Assert.Equal(-10, new ChainedCurve(-1, CurveShape.Ridge).Slope(0.999));
    }

    [Fact]
    public void A_bend_takes_up_the_last_slope_again()
    {
        ChainedCurve curve = new(-2, CurveShape.Relu, CurveShape.Bend);
        Assert.Equal(0, curve.Slope(1.4));
        Assert.Equal(-1, curve.Slope(1.6));
    }

    [Fact]
    public void Gaussian_shapes_are_one_well()
    {
        ChainedCurve well = new(
            -1e-6,
            CurveShape.GaussianNonconvex,
            CurveShape.GaussianConvex,
            CurveShape.GaussianBowl,
            CurveShape.GaussianConvex,
            CurveShape.GaussianNonconvex
        );
        Assert.Equal(0, well.Slope(2.5), 1e-9);
        Assert.Equal(well.Value(0), well.Value(5), 1e-9);
        Assert.True(well.Value(2.5) < well.Value(2));
        Assert.True(Math.Abs(well.Slope(5)) < 1e-5);
    }

    [Fact]
    public void The_exponential_loses_all_but_a_thousandth_of_its_slope() =>
        Assert.Equal(-0.001, new ChainedCurve(-1, CurveShape.Exponential).Slope(1), 1e-12);

    [Fact]
    public void Outside_the_curve_goes_on_straight_and_NaN_stays_NaN()
    {
        ChainedCurve curve = new(-1, CurveShape.LaplaceBowl);
        Assert.Equal(curve.Value(1) + (2 * curve.Slope(1)), curve.Value(3), 1e-12);
        Assert.True(double.IsNaN(curve.Value(double.NaN)));
        Assert.True(double.IsNaN(curve.Slope(double.NaN)));
    }

    [Fact]
    public void Nothing_to_chain_and_no_slope_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ChainedCurve(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChainedCurve(0, CurveShape.Line));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChainedCurve(double.NaN, CurveShape.Line));
    }
}
