using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Rules;

public sealed class ReduceOnPlateauTests
{
    private static readonly TensorLayout One = new([("x", Shape.Scalar)]);

    public static TheoryData<ReduceOnPlateau> Settings =>
        [
            new ReduceOnPlateau { Patience = 1, Factor = 0.5 },
            new ReduceOnPlateau
            {
                Patience = 0,
                Cooldown = 2,
                Minimum = 0.2,
            },
            new ReduceOnPlateau
            {
                Patience = 1,
                Threshold = 0.3,
                Relative = false,
            },
            new ReduceOnPlateau
            {
                Patience = 1,
                Maximize = true,
                Threshold = 0.05,
            },
        ];

    /// <summary>The scale is that of the schedule, step by step, whose semantics are checked against PyTorch.</summary>
    [Theory]
    [MemberData(nameof(Settings))]
    public void The_scale_is_that_of_the_schedule(ReduceOnPlateau rule)
    {
        double[] metrics = [3, 2.5, 2.6, 2.55, 2.5, 2.4, double.NaN, 2.39, 2.39, 5, 1, 1, 1, 1, 1, 0.99, 0.9];
        Schedule schedule = Schedule.ReduceOnPlateau(
            1,
            rule.Factor,
            rule.Patience,
            rule.Threshold,
            rule.Relative,
            rule.Maximize,
            rule.Cooldown,
            rule.Minimum,
            smallestChange: 0
        );
        SchedulerState expected = schedule.Init();
        double[] scales = Run(rule, metrics);
        for (int step = 0; step < metrics.Length; step++)
        {
            expected = schedule.Update(expected, metrics[step]);
            Assert.Equal(expected.Value, scales[step]);
        }

        Assert.True(scales[^1] < 1);
    }

    [Fact]
    public void The_mean_of_several_steps_is_one_evaluation()
    {
        ReduceOnPlateau rule = new()
        {
            Patience = 0,
            Factor = 0.5,
            AccumulationSize = 2,
        };
        Assert.Equal([1, 1, 1, 1, 1, 0.5, 0.5, 0.25], Run(rule, [4, 2, 1, 4, 1, 5, 0, 5]));
    }

    [Fact]
    public void Without_a_metric_the_loss_is_followed_and_without_both_it_says_so()
    {
        ReduceOnPlateau rule = new() { Patience = 0, Factor = 0.5 };
        TensorSet<double> one = TensorSet<double>.Unflatten(One, [1]);
        OptimizerState<double> state = rule.Init(one);
        state = rule.Update(one, state, one, new StepInputs<double> { Loss = 1, Metric = 5 }).State;
        Assert.Equal(1, rule.Update(one, state, one, new StepInputs<double> { Loss = 4 }).Updates["x"][[]]);
        Assert.Equal(0.5, rule.Update(one, state, one, new StepInputs<double> { Loss = 6 }).Updates["x"][[]]);
        Assert.Contains(
            "ReduceOnPlateau needs StepInputs.Metric",
            Assert.Throws<InvalidOperationException>(() => rule.Update(one, state, one)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_scale_can_be_read_and_set_in_the_state()
    {
        Chain chain = Chain.Of(new Adam(), new ReduceOnPlateau());
        OptimizerState<double> state = chain.Init(Problems.Values<double>(Problems.Ragged, 1));
        Assert.Equal(1, state.GetScalar("scale"));
        Assert.Equal(0.5, state.With("scale", 0.5).GetScalar("scale"));
    }

    private static double[] Run(ReduceOnPlateau rule, double[] metrics)
    {
        TensorSet<double> parameters = TensorSet<double>.Unflatten(One, [1]);
        OptimizerState<double> state = rule.Init(parameters);
        List<double> scales = [];
        foreach (double metric in metrics)
        {
            (TensorSet<double> updates, state) = rule.Update(
                parameters,
                state,
                parameters,
                new StepInputs<double> { Metric = metric }
            );
            scales.Add(updates["x"][[]]);
        }

        return [.. scales];
    }
}
