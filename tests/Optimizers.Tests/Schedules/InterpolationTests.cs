using Xunit;

namespace Pullback.Optimizers.Tests.Schedules;

/// <summary>The curves between two values, and the schedules that are made of them.</summary>
public sealed class InterpolationTests
{
    public static TheoryData<Interpolation> Shapes => [.. Enum.GetValues<Interpolation>()];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Points_are_met_exactly_and_values_between_stay_between(Interpolation shape)
    {
        (double Step, double Value)[] points = [(2, 0.1), (9, 0.7), (10, 0.7), (14, 1e-9), (14, 0.3), (31, -0.2)];
        Schedule schedule = Schedule.PiecewiseInterpolated(points.Reverse().OrderBy(point => point.Step), shape);
        Assert.Equal([0.1, 0.1, 0.1], schedule.Values(3));
        Assert.Equal([0.7, 0.7], [schedule[9], schedule[10]]);
        Assert.Equal([-0.2, -0.2], [schedule[31], schedule[1_000_000]]);
        Assert.All(schedule.Values(10), value => Assert.InRange(value, 0.1, 0.7));
        Assert.Equal(schedule.Values(10)[2..].Order(), schedule.Values(10)[2..]);
    }

    [Fact]
    public void Of_two_points_at_a_step_the_later_one_counts_from_there()
    {
        Schedule schedule = Schedule.PiecewiseInterpolated([(0, 0), (4, 1), (4, 8), (8, 0)]);
        Assert.Equal([0, 0.25, 0.5, 0.75, 8, 6, 4, 2, 0, 0], schedule.Values(10));
        Assert.Equal([5, 7, 7], Schedule.PiecewiseInterpolated([(0, 5), (1, 7)]).Values(3));
        Assert.Equal([5, 5], Schedule.PiecewiseInterpolated([(3, 5)]).Values(2));
    }

    [Fact]
    public void The_curves_are_those_of_their_formulas()
    {
        Assert.Equal([1, 0.75, 0.5, 0.25, 0], Curve(Interpolation.Linear));
        Equal([1, (1 + Math.Sqrt(0.5)) / 2, 0.5, (1 - Math.Sqrt(0.5)) / 2, 0], Curve(Interpolation.Cosine));
        Equal([1, 0.5, 1 - Math.Sqrt(0.5), 1 - Math.Sqrt(0.75), 0], Curve(Interpolation.OneMinusSquareRoot));

        static double[] Curve(Interpolation shape) => Schedule.PiecewiseInterpolated([(0, 1), (4, 0)], shape).Values(5);
    }

    [Theory]
    [InlineData(0.1, 3e-7)]
    [InlineData(3e-7, 0.1)]
    [InlineData(0.3, 0.3)]
    public void Both_ends_are_exact_and_no_rounding_leaves_the_interval(double first, double last)
    {
        (double least, double largest) = (Math.Min(first, last), Math.Max(first, last));
        Schedule[] ways =
        [
            Schedule.Linear(first, last, 999),
            Schedule.Cosine(first, 999, last),
            Schedule.Cosine(first, 999, last, exponent: 1.7),
            Schedule.Polynomial(first, 999, last, power: 0.6),
            Schedule.Constant(first).AnnealTo(last, 0, 999),
            Schedule.Constant(last).Warmup(999, startAt: first),
        ];
        Assert.All(
            ways,
            way =>
            {
                Assert.Equal([first, last], [way[0], way[999]]);
                Assert.All(way.Values(1000), value => Assert.InRange(value, least, largest));
            }
        );
        Assert.Equal([first, last, first], [.. new long[] { 0, 999, 1998 }.Select(Schedule.CosineWave(first, last, 999).At)]);
        Assert.Equal([first, last, first], [.. new long[] { 0, 999, 1998 }.Select(Schedule.Triangular(first, last, 999).At)]);
    }

    [Fact]
    public void A_line_from_zero_has_no_rounding_of_its_end() =>
        Assert.Equal([0, 0.01, 0.02, 0.03], Schedule.Linear(0, 1, 100).Values(4));

    private static void Equal(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-15));
    }
}
