using Xunit;

namespace Pullback.Optimizers.Tests.Schedules;

/// <summary>Schedules in phases: anneal to a constant, warm-up-stable-decay, cycles, the transformer's, the momentum's.</summary>
public sealed class AnnealingTests
{
    [Fact]
    public void Annealing_starts_at_the_value_of_the_schedule_that_is_left()
    {
        Schedule schedule = Schedule.StepDecay(1, 0.5, 2).AnnealTo(0, at: 5, steps: 2, Interpolation.Linear);
        Assert.Equal([1, 1, 0.5, 0.5, 0.25, 0.25, 0.125, 0, 0], schedule.Values(9));
        Assert.Equal([7, 7], Schedule.Constant(1).AnnealTo(7, 0, 0).Values(2));
    }

    [Fact]
    public void Warm_up_stable_decay_has_three_phases()
    {
        Schedule linear = Schedule.WarmupStableDecay(1, warmupSteps: 2, stableSteps: 3, decaySteps: 4);
        Assert.Equal([0.5, 1, 1, 1, 1, 1, 0.75, 0.5, 0.25, 0, 0], linear.Values(11));
        Schedule root = Schedule.WarmupStableDecay(1, 0, 0, 4, 0.5, Interpolation.OneMinusSquareRoot);
        Assert.Equal([1, 0.75, 0.5 + (0.5 * (1 - Math.Sqrt(0.5))), 0.5], [root[0], root[1], root[2], root[4]]);
        Assert.Equal([1, 0], Schedule.WarmupStableDecay(1, 0, 1, 0).Values(2));
    }

    [Fact]
    public void Cycles_have_settings_of_their_own()
    {
        Schedule schedule = Schedule.Sgdr([
            new CosineCycle(1, 4) { Final = 0.5 },
            new CosineCycle(8, 4) { WarmupSteps = 2, StartAt = 2 },
        ]);
        Assert.Equal([1, 0.75, 2, 5, 8, 4, 0, 0], [.. new[] { 0, 2, 4, 5, 6, 7, 8, 9 }.Select(i => Math.Round(schedule[i], 14))]);
    }

    [Fact]
    public void The_schedule_of_the_transformer_peaks_at_the_last_step_of_its_warm_up()
    {
        Schedule schedule = Schedule.Noam(modelSize: 4, warmupSteps: 9, factor: 6);
        Assert.Equal(1, schedule[8], 1e-15);
        Assert.Equal(1 / 9.0, schedule[0], 1e-15);
        Assert.Equal(0.5, schedule[35], 1e-15);
        Assert.Equal(8, Array.IndexOf(schedule.Values(50), schedule.Values(50).Max()));
    }

    [Fact]
    public void The_root_falls_from_the_end_of_the_warm_up()
    {
        Schedule schedule = Schedule.WarmupInverseSquareRoot(1, 4, startAt: 0);
        Assert.Equal([0, 0.25, 0.5, 0.75, 1], schedule.Values(5));
        Assert.Equal(0.5, schedule[16]);
        Assert.Equal([0.25, 0.5, 0.75, 1, 1], Schedule.WarmupInverseSquareRoot(1, 4).Values(5));
    }

    [Fact]
    public void The_momentum_climbs_its_stairs()
    {
        Schedule schedule = Schedule.SutskeverMomentum(maximum: 0.85, every: 2);
        Assert.Equal([0.5, 0.5, 0.75, 0.75, 1 - (0.5 / 3), 1 - (0.5 / 3), 0.85, 0.85], schedule.Values(8));
        Assert.Equal([0.99, 0.5], [Schedule.SutskeverMomentum()[12_250], Schedule.SutskeverMomentum()[249]]);
    }

    [Fact]
    public void Factors_multiply_up_and_the_last_value_stays()
    {
        Assert.Equal([8, 4, 4, 6, 6, 6], Schedule.Multiplicative(8, [0.5, 1, 1.5]).Values(6));
        Assert.Equal([8, 8], Schedule.Multiplicative(8, []).Values(2));
    }

    [Fact]
    public void An_advanced_schedule_leaves_its_first_steps_out()
    {
        Assert.Equal([0.25, 0, 0], Schedule.Linear(1, 0, 4).Advanced(3).Values(3));
        Assert.Equal(Schedule.CosineWave(1, 0, 7).Values(9), Schedule.CosineWave(1, 0, 7).Delayed(5).Advanced(5).Values(9));
        Assert.Equal(0, Schedule.Linear(1, 0, 4).Advanced(long.MaxValue)[long.MaxValue]);
    }
}
