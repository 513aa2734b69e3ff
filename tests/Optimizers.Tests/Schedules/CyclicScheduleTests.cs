using Xunit;

namespace Pullback.Optimizers.Tests.Schedules;

public sealed class CyclicScheduleTests
{
    [Fact]
    public void Triangles_go_on_for_ever()
    {
        Schedule schedule = Schedule.Triangular(0, 1, stepsThere: 4, stepsBack: 2);
        Assert.Equal([0, 0.25, 0.5, 0.75, 1, 0.5, 0, 0.25], schedule.Values(8));
        Assert.Equal(schedule.Values(6), Enumerable.Range(0, 6).Select(step => schedule[600_000_000_000L + step]));
        Assert.Equal([0, 0.5, 1, 0.5, 0], Schedule.Triangular(0, 1, 2).Values(5));
    }

    [Fact]
    public void Cycles_are_halved_and_steps_decay()
    {
        Schedule halved = Schedule.Triangular(1, 2, 1, cycleFactor: 0.5);
        Assert.Equal([1, 2, 1, 1.5, 1, 1.25, 1], halved.Values(7));
        Schedule decayed = Schedule.Triangular(0, 8, 1, stepFactor: 0.5);
        Assert.Equal([0, 4, 0, 1, 0, 0.25], decayed.Values(6));
        Schedule growing = Schedule.Triangular(0, 1, 1, cycleFactor: 2);
        Assert.Equal([0, 1, 0, 2, 0, 4], growing.Values(6));
    }

    [Fact]
    public void The_momentum_is_lowest_where_the_rate_is_highest()
    {
        RateAndMomentum cycle = Schedule.Cyclic(0.1, 0.9, stepsUp: 2, stepsDown: 4, lowMomentum: 0.5, highMomentum: 0.75);
        Assert.Equal([0.75, 0.625, 0.5, 0.5625, 0.625, 0.6875, 0.75], cycle.Momentum.Values(7));
        Assert.Equal([0.1, 0.9, 0.1], [cycle.LearningRate[0], cycle.LearningRate[2], cycle.LearningRate[6]]);
        Assert.Equal(Schedule.Triangular(0.1, 0.9, 2, 4), cycle.LearningRate);
    }

    [Fact]
    public void Heights_beyond_all_numbers_are_infinite_only_off_the_base_value()
    {
        Schedule doubling = Schedule.Triangular(0.1, 1, 10, cycleFactor: 2);
        Assert.Equal(0.1, doubling.At(22_000));
        Assert.Equal(double.PositiveInfinity, doubling.At(22_010));
        Assert.Equal(0.1, Schedule.Triangular(0.1, 0.1, 10, cycleFactor: 2).At(22_010));
        // 4^(t/2) · 0.5^t is 1 at the turn of every cycle, however far its factors are out of range.
        Assert.Equal(1, Schedule.Triangular(0, 2, 1, cycleFactor: 4, stepFactor: 0.5).At(3_001), 9);
    }
}
