using System.Reflection;
using FsCheck;
using FsCheck.Fluent;
using Pullback.Optimizers;
using Xunit;

namespace Pullback.PropertyTests.Optimizers;

/// <summary>Schedules are values: closed form and state agree, bounds hold, equal settings are equal schedules.</summary>
public class ScheduleProperties
{
    /// <summary>Points at distinct steps, in their order.</summary>
    private static readonly Gen<(double Step, double Value)[]> Points =
        from first in ScheduleKinds.Rate
        from ways in Gen.Choose(1, 15).Zip(ScheduleKinds.Rate).ArrayOf()
        select ways.Aggregate(
            new List<(double Step, double Value)> { (0, first) },
            (points, way) => [.. points, (points[^1].Step + way.Item1, way.Item2)],
            points => points.ToArray()
        );

    private static readonly Gen<Schedule> Any = Gen.OneOf(
        ScheduleKinds.All.Values.Select(kind => kind.Select(sample => sample.Schedule))
    );

    private static readonly Gen<Schedule> Warmed =
        from inner in Any
        from steps in Gen.Choose(0, 15)
        from start in Gen.OneOf(Gen.Constant((double?)null), ScheduleKinds.Rate.Select(rate => (double?)rate))
        select inner.Warmup(steps, start);

    public static TheoryData<string> Kinds => [.. ScheduleKinds.All.Keys];

    [Fact]
    public void No_kind_of_schedule_is_missing() =>
        Assert.Equal(
            typeof(Schedule)
                .GetMethods(BindingFlags.Public | BindingFlags.Static)
                .Where(method => !method.IsSpecialName && method.Name != nameof(Schedule.ReduceOnPlateau))
                .Select(method => method.Name)
                .Order(StringComparer.Ordinal),
            ScheduleKinds.All.Keys.Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Values_stay_in_the_bounds_of_their_kind_and_no_step_is_too_steep(string kind) =>
        Prop.ForAll(
                ScheduleKinds.All[kind].ToArbitrary(),
                sample =>
                {
                    double[] values =
                    [
                        .. sample.Schedule.Values(100),
                        sample.Schedule.At(1_000_000),
                        sample.Schedule.At(long.MaxValue),
                    ];
                    double margin = 1e-12 * sample.Largest;
                    Assert.All(values, value => Assert.InRange(value, sample.Least - margin, sample.Largest + margin));
                    for (int step = 1; step < 100; step++)
                    {
                        Assert.InRange(Math.Abs(values[step] - values[step - 1]), 0, sample.Steepest + margin);
                    }
                }
            )
            .QuickCheckThrowOnFailure();

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
    public void An_interpolation_meets_its_points_and_has_no_jump() =>
        Prop.ForAll(
                Points.Zip(ScheduleKinds.Shapes).ToArbitrary(),
                pair =>
                {
                    ((double Step, double Value)[] points, Interpolation shape) = pair;
                    Schedule schedule = Schedule.PiecewiseInterpolated(points, shape);
                    Assert.All(points, point => Assert.Equal(point.Value, schedule.At((long)point.Step)));
                    Assert.Equal(points[^1].Value, schedule.At((long)points[^1].Step + 3));
                    for (int i = 1; i < points.Length; i++)
                    {
                        double[] way = [.. Steps(points[i - 1].Step, points[i].Step).Select(step => schedule.At(step))];
                        double length = way.Length - 1;
                        double height = way[^1] - way[0];
                        // The steepest place of each curve: everywhere, in the middle, in the first step.
                        double steepest = shape switch
                        {
                            Interpolation.Cosine => Math.PI / 2 / length,
                            Interpolation.OneMinusSquareRoot => Math.Sqrt(1 / length),
                            _ => 1 / length,
                        };
                        for (int step = 1; step < way.Length; step++)
                        {
                            double rise = way[step] - way[step - 1];
                            Assert.True(rise * height >= -1e-16 && Math.Abs(rise) <= (Math.Abs(height) * steepest) + 1e-15);
                        }
                    }
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_momentum_of_a_cycle_is_the_mirror_of_its_rate() =>
        Prop.ForAll(
                ScheduleKinds.Cycles.ToArbitrary(),
                cycle =>
                {
                    var rate = (CyclicSchedule)cycle.LearningRate;
                    for (int step = 0; step < 100; step++)
                    {
                        double height = (0.9 - cycle.Momentum[step]) / (0.9 - 0.8);
                        Assert.InRange(height, 0, 1 + 1e-12);
                        Assert.Equal(rate.Start + ((rate.Turn - rate.Start) * height), rate[step], 1e-12);
                    }
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_one_cycle_stays_in_its_bounds() =>
        Prop.ForAll(
                ScheduleKinds.OneCycles.ToArbitrary(),
                cycle =>
                {
                    double peak = ((PiecewiseInterpolatedSchedule)cycle.LearningRate).Points.Max(point => point.Value);
                    Assert.All(cycle.LearningRate.Values(100), rate => Assert.InRange(rate, peak / 25 / 1e4, peak));
                    Assert.All(cycle.Momentum.Values(100), momentum => Assert.InRange(momentum, 0.85, 0.95));
                    // A warm-up of all steps is the whole cycle, and leaves the momentum where it has brought it.
                    bool onlyWarmsUp = ((PiecewiseInterpolatedSchedule)cycle.Momentum).Points.Count == 2;
                    Assert.Equal(onlyWarmsUp ? 0.85 : 0.95, cycle.Momentum[1_000]);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Phases_join_where_they_should() =>
        ForAll(
            (schedule, steps) =>
            {
                Schedule annealed = schedule.AnnealTo(0.01, at: steps, steps: 7);
                Assert.Equal(schedule.Values(steps + 1), annealed.Values(steps + 1));
                Assert.Equal(0.01, annealed.At(steps + 7));
                Schedule joined = schedule.Then(steps, schedule);
                Assert.Equal(schedule.Values(steps), joined.Values(steps));
                Assert.Equal(schedule.At(3), joined.At(steps + 3));
            }
        );

    [Fact]
    public void Combinations_are_what_they_say_of_each_value() =>
        ForAll(
            (schedule, steps) =>
            {
                Assert.Equal(schedule.Values(30), schedule.Delayed(steps).Advanced(steps).Values(30));
                Assert.Equal(schedule.Values(30).Select(value => 0.3 * value), (0.3 * schedule).Values(30));
                Assert.Equal(schedule.Values(30), schedule.Bounded(0).EnumerateValues().Take(30));
                Assert.All(schedule.Bounded(0.2, 0.4).Values(30), value => Assert.InRange(value, 0.2, 0.4));
                Assert.Equal(steps, schedule.Sparkline(50, width: steps).IndexOf(' ', StringComparison.Ordinal));
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

    private static IEnumerable<long> Steps(double from, double to) =>
        Enumerable.Range(0, (int)(to - from) + 1).Select(step => (long)from + step);

    private static void ForAll(Action<Schedule, int> check) =>
        Prop.ForAll(Gen.OneOf(Any, Warmed).Zip(Gen.Choose(1, 12)).ToArbitrary(), pair => check(pair.Item1, pair.Item2))
            .QuickCheckThrowOnFailure();
}
