using System.Globalization;
using Xunit;

namespace Pullback.Optimizers.Tests.Schedules;

public sealed class SparklineTests
{
    [Fact]
    public void A_block_a_step_and_the_range() => Assert.Equal("▁▂▃▄▅▆▇█  0 to 7", Schedule.Linear(0, 7, 7).Sparkline(8));

    [Fact]
    public void A_column_is_the_mean_of_its_steps_and_the_range_that_of_all()
    {
        Assert.Equal("▁▃▆█  0 to 7", Schedule.Linear(0, 7, 7).Sparkline(8, width: 4));
        // Waves too short for a column are drawn as what they are on average.
        Assert.Equal("▅▅▅▅▅  0 to 1", Schedule.Triangular(0, 1, 2).Sparkline(1000, width: 5));
        Assert.Equal(60, Schedule.Cosine(1, 999).Sparkline(1000).IndexOf(' ', StringComparison.Ordinal));
    }

    [Fact]
    public void A_constant_is_drawn_at_half_height() => Assert.Equal("▅▅▅  0.1", Schedule.Constant(0.1).Sparkline(3));

    [Fact]
    public void What_is_no_number_is_a_question_mark()
    {
        Assert.Equal("▁?█  0 to 2", Schedule.FromFunc(step => step == 1 ? double.NaN : step).Sparkline(3));
        Assert.Equal("▁█?  0 to 1", Schedule.FromFunc(step => step == 2 ? double.PositiveInfinity : step).Sparkline(3));
        Assert.Equal("??  no finite value", Schedule.FromFunc(_ => double.NaN).Sparkline(2));
        Assert.Equal("▁█  -1.7E+308 to 1.7E+308", Schedule.FromFunc(step => step == 0 ? -1.7e308 : 1.7e308).Sparkline(2));
    }

    [Fact]
    public void Rate_and_momentum_are_drawn_one_below_the_other() =>
        Assert.Equal(
            "learning rate ▁▅█▅▁  0 to 1\nmomentum      █▅▁▅█  0.5 to 0.75",
            Schedule.Cyclic(0, 1, 2, lowMomentum: 0.5, highMomentum: 0.75).Sparkline(5)
        );

    [Fact]
    public void Every_culture_draws_the_same()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };
            Assert.Equal("▁█  0.25 to 0.5", Schedule.Linear(0.25, 0.5, 1).Sparkline(2));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(0, 60, "steps")]
    [InlineData(10, 0, "width")]
    public void Nothing_cannot_be_drawn(int steps, int width, string name) =>
        Assert.Equal(
            name,
            Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Constant(1).Sparkline(steps, width)).ParamName
        );

    [Fact]
    public void A_schedule_that_follows_a_metric_cannot_be_drawn() =>
        Assert.Throws<InvalidOperationException>(() => Schedule.ReduceOnPlateau(1).Sparkline(10));
}
