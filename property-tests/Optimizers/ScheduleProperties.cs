using FsCheck;
using FsCheck.Fluent;
using Pullback.Optimizers;
using Xunit;

namespace Pullback.PropertyTests.Optimizers;

/// <summary>Schedules are values: closed form and state agree, bounds hold, equal settings are equal schedules.</summary>
public class ScheduleProperties
{
    private static readonly Gen<double> Rate = Gen.Choose(1, 10_000).Select(i => i / 10_000.0);

    private static readonly Gen<Schedule> Any = Gen.OneOf(
        Rate.Select(Schedule.Constant),
        from initial in Rate
        from factor in Rate
        from every in Gen.Choose(1, 20)
        select Schedule.StepDecay(initial, factor, every),
        from initial in Rate
        from factor in Rate
        from every in Gen.Choose(1, 20)
        select Schedule.Exponential(initial, factor, every),
        from initial in Rate
        from rate in Rate
        select Schedule.ExponentialDecay(initial, rate),
        from initial in Rate
        from rate in Rate
        from every in Gen.Choose(1, 5)
        select Schedule.InverseTime(initial, rate, every),
        from high in Rate
        from steps in Gen.Choose(1, 40)
        from share in Rate
        select Schedule.Cosine(high, steps, high * share),
        from high in Rate
        from steps in Gen.Choose(1, 40)
        from share in Rate
        select Schedule.CosineWave(high, high * share, steps),
        from peak in Rate
        from warmup in Gen.Choose(0, 20)
        from rest in Gen.Choose(1, 40)
        select Schedule.WarmupCosine(peak, warmup, warmup + rest)
    );

    private static readonly Gen<Schedule> Warmed =
        from inner in Any
        from steps in Gen.Choose(0, 15)
        from start in Gen.OneOf(Gen.Constant((double?)null), Rate.Select(rate => (double?)rate))
        select inner.Warmup(steps, start);

    [Fact]
    public void State_and_closed_form_agree() =>
        ForAll(
            (schedule, _) =>
            {
                SchedulerState state = schedule.Init();
                for (long step = 0; step < 60; step++)
                {
                    Assert.Equal(step, state.Step);
                    Assert.Equal(schedule.At(step), state.Value);
                    state = schedule.Update(state);
                }
            }
        );

    [Fact]
    public void Update_leaves_the_old_state_alone() =>
        ForAll(
            (schedule, _) =>
            {
                SchedulerState first = schedule.Init();
                SchedulerState next = schedule.Update(first);
                Assert.Equal(first, schedule.Init());
                Assert.Equal(next, schedule.Update(first));
            }
        );

    [Fact]
    public void Values_are_finite_and_not_negative() =>
        ForAll((schedule, _) => Assert.All(schedule.Values(100), value => Assert.True(double.IsFinite(value) && value >= 0)));

    [Fact]
    public void A_warmup_ends_at_the_value_that_follows() =>
        ForAll(
            (schedule, steps) =>
            {
                Schedule warmed = schedule.Warmup(steps);
                Assert.Equal(schedule.At(0), warmed.At(steps));
                Assert.Equal(schedule.At(5), warmed.At(steps + 5));
                for (int step = 1; step < steps; step++)
                {
                    Assert.True(warmed.At(step - 1) <= warmed.At(step));
                }
            }
        );

    [Fact]
    public void A_plateau_never_rises_and_stays_above_its_minimum() =>
        Prop.ForAll(
                Gen.Choose(0, 1000).Select(i => i / 100.0).ArrayOf().ToArbitrary(),
                metrics =>
                {
                    Schedule schedule = Schedule.ReduceOnPlateau(1.0, factor: 0.5, patience: 1, minimum: 0.1);
                    SchedulerState state = schedule.Init();
                    foreach (double metric in metrics)
                    {
                        SchedulerState next = schedule.Update(state, metric);
                        Assert.InRange(next.Value, 0.1, state.Value);
                        state = next;
                    }
                }
            )
            .QuickCheckThrowOnFailure();

    private static void ForAll(Action<Schedule, int> check) =>
        Prop.ForAll(Gen.OneOf(Any, Warmed).Zip(Gen.Choose(1, 12)).ToArbitrary(), pair => check(pair.Item1, pair.Item2))
            .QuickCheckThrowOnFailure();
}
