using Xunit;

namespace Pullback.Optimizers.Tests.Schedules;

public sealed class ScheduleTests
{
    private static readonly Schedule[] Closed =
    [
        0.1,
        Schedule.FromFunc(step => 1.0 / (step + 1)),
        Schedule.StepDecay(1, 0.5, 3),
        Schedule.Exponential(1, 0.9, 2),
        Schedule.ExponentialDecay(1, 0.1),
        Schedule.InverseTime(1, 0.1, 2),
        Schedule.Cosine(1, 10, 0.1, 2),
        Schedule.CosineWave(1, 0.1, 7),
        Schedule.WarmupCosine(1, 4, 20, 0.01),
        Schedule.StepDecay(1, 0.5, 3).Warmup(5, 0.2),
        Schedule.Linear(1, 0.1, 10),
        Schedule.Polynomial(1, 10, 0.1, 2, cycle: true),
        Schedule.CosineRestarts(1, 0.1, 3, 2),
        Schedule.InverseSquareRoot(1, 10),
        Schedule.MultiStep(1, 0.5, [3, 3, 12]),
        Schedule.Linear(0, 1, 5).Then(5, Schedule.Cosine(1, 20)),
        0.5 * Schedule.Exponential(1, 0.9).Delayed(3).Bounded(minimum: 0.2),
        Schedule.Exponential(1, 0.9).Delayed(3),
        Schedule.Exponential(1, 0.9).Bounded(minimum: 0.2),
        Schedule.HalfLife(0.9, 0.999, 20),
        Schedule.WarmupInverseSquareRoot(1, 4, startAt: 0.1),
        Schedule.InverseSquareRoot(1, 3).Advanced(5),
        Schedule.Noam(16, 6, 2),
        Schedule.SutskeverMomentum(0.95, 4),
        Schedule.Multiplicative(1, [0.9, 1.1, 0.5]),
        Schedule.PiecewiseInterpolated([(0, 1), (7.5, 0.2), (20, 0.7)], Interpolation.Cosine),
        Schedule.OneCycle(1, 40).LearningRate,
        Schedule.OneCycle(1, 40, threePhases: true, shape: Interpolation.Linear).Momentum,
        Schedule.LinearOneCycle(1, 40),
        Schedule.CosineOneCycle(1, 40),
        Schedule.Triangular(0.1, 1, 3, 5, cycleFactor: 0.5),
        Schedule.Cyclic(0.1, 1, 3, stepFactor: 0.9).Momentum,
        Schedule.WarmupStableDecay(1, 3, 10, 8, 0.1, Interpolation.OneMinusSquareRoot),
        Schedule.Exponential(1, 0.9).AnnealTo(0.3, at: 7, steps: 4),
        Schedule.Sgdr([new CosineCycle(1, 10), new CosineCycle(0.5, 20) { WarmupSteps = 3, Final = 0.1 }]),
    ];

    public static TheoryData<string> Names => [.. Closed.Select(s => s.ToString())];

    [Fact]
    public void No_kind_of_schedule_is_missing_here() =>
        Assert.Equal(
            typeof(Schedule)
                .Assembly.GetTypes()
                .Where(type => type.IsSubclassOf(typeof(Schedule)) && type != typeof(PlateauSchedule))
                .Select(type => type.Name)
                .Order(StringComparer.Ordinal),
            Closed.Select(schedule => schedule.GetType().Name).Distinct().Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void The_closed_form_and_the_state_agree_to_the_last_bit(string name)
    {
        Schedule schedule = Closed.Single(s => s.ToString() == name);
        SchedulerState state = schedule.Init();
        for (long step = 0; step < 50; step++)
        {
            Assert.Equal(step, state.Step);
            Assert.Equal(schedule.At(step), state.Value);
            Assert.Equal(schedule.At(step), schedule[step]);
            SchedulerState next = schedule.Update(state);
            Assert.Equal(next, schedule.Update(state));
            state = next;
        }

        Assert.Equal(Enumerable.Range(0, 50).Select(step => schedule.At(step)), schedule.Values(50));
        Assert.Equal(schedule.Values(50), schedule.EnumerateValues().Take(50));
        Assert.True(double.IsFinite(schedule.At(1_000_000_000_000)));
        Assert.Throws<ArgumentOutOfRangeException>(() => schedule.At(-1));
    }

    public static TheoryData<Schedule> WithLongPhases =>
        [
            Schedule.CosineWave(1, 0, long.MaxValue),
            Schedule.Triangular(0, 1, long.MaxValue),
            Schedule.Triangular(0, 1, 1, long.MaxValue),
            Schedule.CosineRestarts(1, 0, long.MaxValue, 2),
            Schedule.Polynomial(1, long.MaxValue, cycle: true),
            Schedule.Sgdr([new CosineCycle(1, long.MaxValue), new CosineCycle(1, long.MaxValue)]),
            Schedule.Constant(1).AnnealTo(0, at: long.MaxValue, steps: long.MaxValue),
            Schedule.Linear(0, 1, 5).Delayed(long.MaxValue).Advanced(long.MaxValue).Warmup(long.MaxValue),
            Schedule.OneCycle(1, long.MaxValue).LearningRate,
            Schedule.StepDecay(1, 0.5, 1),
        ];

    [Theory]
    [MemberData(nameof(WithLongPhases))]
    public void No_step_is_too_late_and_no_phase_too_long(Schedule schedule) =>
        Assert.All([0, 5, long.MaxValue / 2, long.MaxValue - 1, long.MaxValue], step => Assert.InRange(schedule.At(step), 0, 1));

    [Fact]
    public void Waves_turn_where_their_phases_end_however_long_they_are()
    {
        Assert.Equal(0, Schedule.CosineWave(1, 0, long.MaxValue).At(long.MaxValue));
        Assert.Equal(1, Schedule.Triangular(0, 1, long.MaxValue).At(long.MaxValue));
        Assert.Equal(0.5, Schedule.Triangular(0, 1, 1, long.MaxValue).At(long.MaxValue / 2), 1e-15);
    }

    [Fact]
    public void Combinations_of_constants_are_constants()
    {
        Schedule constant = 0.75;
        Assert.Equal(1.5, 2 * constant);
        Assert.Equal(1.5, constant * 2);
        Assert.Equal(0.5625, constant * constant);
        Assert.Equal(0.75, constant.Delayed(3));
        Assert.Equal(0.75, constant.Advanced(3));
        Assert.Equal(0.5, constant.Bounded(maximum: 0.5));
        Assert.Equal(3.0, 2 * (constant * 4).Delayed(1).Bounded(maximum: 1.5));
        Assert.IsType<ProductSchedule>(constant * Schedule.Linear(1, 0, 5));
        Assert.Equal(
            "Beta1 must be at least 0 and less than 1, but is 1.5.",
            Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW { Beta1 = 2 * constant }).Message.Split(" (")[0]
        );
    }

    [Fact]
    public void A_warm_up_wastes_no_step_and_ends_at_the_peak()
    {
        Schedule schedule = Schedule.WarmupCosine(peak: 1, warmupSteps: 4, totalSteps: 12);
        Assert.Equal([0.25, 0.5, 0.75, 1, 1], schedule.Values(5));
        Assert.Equal(0.5, schedule[8], 1e-15);
        Assert.Equal(0, schedule[12]);
        Assert.Equal(0, schedule[13]);
        Assert.Equal([0, 0.25, 0.5, 0.75, 1, 1], Schedule.Constant(1).Warmup(4, startAt: 0).Values(6));
    }

    [Fact]
    public void A_warm_up_reaches_its_peak_and_does_not_pass_it()
    {
        Random random = new(1);
        for (int trial = 0; trial < 2000; trial++)
        {
            double peak = random.NextDouble();
            int steps = random.Next(1, 200);
            double[] values = Schedule.Constant(peak).Warmup(steps).Values(steps);
            Assert.Equal(peak, values[^1]);
            Assert.All(values, value => Assert.InRange(value, 0, peak));
        }
        Assert.Equal(1e308, Schedule.Constant(1e308).Warmup(10)[9]);
    }

    [Fact]
    public void Schedules_are_values()
    {
        Assert.Equal(Schedule.Cosine(1, 10), Schedule.Cosine(1, 10));
        Assert.Equal(Schedule.Cosine(1, 10).GetHashCode(), Schedule.Cosine(1, 10).GetHashCode());
        Assert.NotEqual(Schedule.Cosine(1, 10), Schedule.Cosine(1, 11));
        Assert.NotEqual(Schedule.Cosine(1, 10), Schedule.CosineWave(1, 0, 10));
        Assert.Equal(Schedule.Cosine(1, 10).Warmup(5), Schedule.Cosine(1, 10).Warmup(5));
        Assert.NotEqual(Schedule.Cosine(1, 10).Warmup(5), Schedule.Cosine(1, 12).Warmup(5));
        Func<long, double> function = step => step;
        Assert.Equal(Schedule.FromFunc(function), Schedule.FromFunc(function));
        Assert.Equal(Schedule.MultiStep(1, 0.5, [3, 5]), Schedule.MultiStep(1, 0.5, [5, 3]));
        Assert.NotEqual(Schedule.MultiStep(1, 0.5, [3, 5]), Schedule.MultiStep(1, 0.5, [3, 6]));
        Assert.Equal(Schedule.Multiplicative(1, [0.5]).GetHashCode(), Schedule.Multiplicative(1, [0.5]).GetHashCode());
        Assert.NotEqual(Schedule.Multiplicative(1, [0.5]), Schedule.Multiplicative(1, [0.5, 1]));
        Assert.Equal(Schedule.OneCycle(1, 10), Schedule.OneCycle(1, 10));
        Assert.NotEqual(Schedule.OneCycle(1, 10), Schedule.OneCycle(1, 10, lowMomentum: 0.5));
        Assert.Equal(new AdamW { LearningRate = Schedule.Cosine(1, 10) }, new AdamW { LearningRate = Schedule.Cosine(1, 10) });
    }

    [Fact]
    public void Text_shows_kind_and_settings_in_every_culture()
    {
        Assert.Equal("0.1", Schedule.Constant(0.1).ToString());
        Assert.Equal(
            "Warmup(schedule: Cosine(initial: 0.003, steps: 1900, final: 0, exponent: 1), steps: 100, startAt: none)",
            Schedule.WarmupCosine(3e-3, 100, 2000).ToString()
        );
        Assert.Equal(
            "PiecewiseConstant(initial: 0.5, changes: [3: 0.1, 9: 0.2])",
            Schedule.PiecewiseConstant(0.5, [(9, 0.2), (3, 0.1)]).ToString()
        );
        Assert.Equal(
            "PiecewiseInterpolated(points: [0: 1, 2.5: 0.5], shape: Cosine)",
            Schedule.PiecewiseInterpolated([(0, 1), (2.5, 0.5)], Interpolation.Cosine).ToString()
        );
        Assert.Equal(
            "Multiplicative(initial: 1, factors: [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, … 20 in all])",
            Schedule.Multiplicative(1, Enumerable.Repeat(0.5, 20)).ToString()
        );
    }

    [Fact]
    public void End_points_are_exact()
    {
        Assert.Equal([1, 0.75, 0.5, 0.25, 0, 0], Schedule.Linear(1, 0, 4).Values(6));
        Assert.Equal([1, 1, 0.5, 0.25, 0.25], Schedule.MultiStep(1, 0.5, [3, 2]).Values(5));
        Assert.Equal([1, 0.5, 1, 0.5], [.. Schedule.CosineRestarts(1, 0, 2).Values(4).Select(x => Math.Round(x, 12))]);
        Assert.Equal([0, 0.5, 7, 7], Schedule.Linear(0, 1, 2).Then(2, 7.0).Values(4));
        Assert.Equal([2, 2, 2, 1, 0.5], (2 * Schedule.Exponential(1, 0.5).Delayed(2)).Values(5));
        Assert.Equal([1, 1, 1, 0.5], [.. new long[] { 0, 3, 4, 16 }.Select(step => Schedule.InverseSquareRoot(1, 4).At(step))]);
    }

    [Fact]
    public void A_way_longer_than_any_number_is_gone_in_steps_all_the_same()
    {
        Schedule line = Schedule.Linear(-1.5e308, 1.5e308, 10);
        Assert.Equal([-1.5e308, 0, 1.5e308], new[] { line.At(0), line.At(5), line.At(10) });
        Assert.Equal(-9e307, line.At(2), 1e293);
    }

    [Fact]
    public void A_multiple_of_nothing_is_nothing_however_often_it_doubles()
    {
        Assert.Equal(0, Schedule.Exponential(0, 2).At(2_000));
        Assert.Equal(0, Schedule.StepDecay(0, 2, 1).At(2_000));
        Assert.Equal(double.PositiveInfinity, Schedule.StepDecay(1, 2, 1).At(2_000));
    }

    [Fact]
    public void States_are_compared_bit_for_bit()
    {
        Assert.NotEqual(new SchedulerState(1, 0.0), new SchedulerState(1, -0.0));
        Assert.Equal(new SchedulerState(1, double.NaN), new SchedulerState(1, double.NaN));
    }

    [Fact]
    public void A_list_that_a_schedule_shows_cannot_be_written()
    {
        Schedule steps = Schedule.PiecewiseConstant(1, [(3, 0.5)]);
        var changes = Assert.IsType<PiecewiseConstantSchedule>(steps).Changes;
        Assert.Throws<NotSupportedException>(() => ((IList<(long, double)>)changes)[0] = (3, 7));
    }

    [Fact]
    public void A_schedule_that_follows_a_metric_is_not_combined_by_closed_forms()
    {
        Schedule plateau = Schedule.ReduceOnPlateau(1);
        ArgumentException refused = Assert.Throws<ArgumentException>(() => plateau * 2.0);
        Assert.Equal("left", refused.ParamName);
        Assert.StartsWith("left must have a closed form, but ReduceOnPlateau(", refused.Message, StringComparison.Ordinal);
        Assert.Equal("next", Assert.Throws<ArgumentNullException>(() => Schedule.Constant(1).Then(3, null!)).ParamName);
        Assert.Throws<ArgumentException>(() => plateau.Delayed(1));
        Assert.Equal("next", Assert.Throws<ArgumentException>(() => Schedule.Constant(1).Then(3, plateau)).ParamName);
        Assert.Throws<ArgumentException>(() => plateau.Bounded(0));
        Assert.Throws<ArgumentException>(() => plateau.Advanced(2));
        Assert.Throws<ArgumentException>(() => plateau.AnnealTo(0, 3, 4));
    }

    [Fact]
    public void A_plateau_has_no_closed_form_and_says_what_to_do()
    {
        Schedule schedule = Schedule.ReduceOnPlateau(0.1);
        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => schedule.At(3));
        Assert.Contains("ReduceOnPlateau", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Update(state, metric)", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Chain.Of(optimizer, new ReduceOnPlateau", refused.Message, StringComparison.Ordinal);
        Assert.True(schedule.NeedsMetric);
        Assert.True(schedule.Warmup(3).NeedsMetric);
        ArgumentException missing = Assert.Throws<ArgumentNullException>(() => schedule.Update(schedule.Init()));
        Assert.Equal("metric", missing.ParamName);
    }

    [Theory]
    [InlineData(0.2, 0.18, 0.1, false)]
    [InlineData(0.1, 0.14, 0.4, true)]
    [InlineData(0.7, 0.77, 0.1, true)]
    public void A_plateau_compares_with_a_multiple_of_the_best_metric(double best, double metric, double threshold, bool maximize)
    {
        // The bound as a product and as a sum lie on different sides of the metric, or one of them on it.
        double bound = maximize ? best * (1 + threshold) : best * (1 - threshold);
        bool better = maximize ? metric > bound : metric < bound;
        bool bySum = maximize ? metric > best + best * threshold : metric < best - best * threshold;
        Assert.NotEqual(bySum, better);
        Schedule schedule = Schedule.ReduceOnPlateau(1, patience: 0, threshold: threshold, maximize: maximize);
        SchedulerState state = schedule.Update(schedule.Update(schedule.Init(), best), metric);
        Assert.Equal(better ? 1 : 0.1, state.Value);
    }

    [Fact]
    public void A_relative_threshold_of_all_that_there_is_is_never_passed()
    {
        Schedule schedule = Schedule.ReduceOnPlateau(1, factor: 0.5, patience: 1, threshold: 1);
        SchedulerState state = schedule.Update(schedule.Update(schedule.Init(), -1), -2);
        Assert.Equal(0.5, state.Value);
    }

    [Fact]
    public void A_plateau_reduces_after_patience_and_waits_in_the_cooldown()
    {
        Schedule schedule = Schedule.ReduceOnPlateau(1, factor: 0.5, patience: 1, threshold: 0, cooldown: 2, minimum: 0.2);
        SchedulerState state = schedule.Init();
        List<double> values = [];
        foreach (double metric in new[] { 1, 1, 1, 1, 1, 1, 1, double.NaN, double.NaN, 0.5, 0.6, 0.6, 0.6 })
        {
            state = schedule.Update(state, metric);
            values.Add(state.Value);
        }

        Assert.Equal([1, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25, 0.25, 0.2, 0.2], values);
        Assert.Equal(0.5, Assert.IsType<PlateauState>(state).Best);
    }

    [Fact]
    public void A_warm_up_into_a_plateau_looks_at_no_metric_while_it_warms_up()
    {
        Schedule schedule = Schedule.ReduceOnPlateau(1, factor: 0.5, patience: 0).Warmup(2);
        SchedulerState state = schedule.Init();
        Assert.Equal(0.5, state.Value);
        state = schedule.Update(state);
        state = schedule.Update(state, 7);
        Assert.Equal(1, state.Value);
        state = schedule.Update(state, 5);
        state = schedule.Update(state, 5);
        Assert.Equal(0.5, state.Value);
        Assert.Contains("inner.best", state.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_of_another_kind_is_refused()
    {
        Schedule plateau = Schedule.ReduceOnPlateau(1);
        Assert.Contains(
            "SchedulerState",
            Assert.Throws<ArgumentException>(() => plateau.Update(Schedule.Constant(1).Init(), 1)).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => Schedule.Constant(1).Update(plateau.Init()));
        Assert.Throws<ArgumentException>(() => Schedule.Constant(1).Warmup(2).Update(Schedule.Constant(1).Init()));
    }

    [Fact]
    public void An_optimizer_names_the_schedule_that_needs_a_metric()
    {
        Sgd optimizer = new() { LearningRate = Schedule.ReduceOnPlateau(0.1) };
        Pullback.Ops.TensorSet<float> parameters = Problems.Values<float>(Problems.Ragged, 1);
        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() =>
            optimizer.Step(parameters, parameters, optimizer.Init(parameters))
        );
        Assert.Contains("ReduceOnPlateau", refused.Message, StringComparison.Ordinal);
    }
}
