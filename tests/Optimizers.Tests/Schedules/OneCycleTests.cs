using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Schedules;

public sealed class OneCycleTests
{
    [Fact]
    public void The_rate_goes_up_and_far_down_and_the_momentum_against_it()
    {
        RateAndMomentum cycle = Schedule.OneCycle(peak: 1, totalSteps: 101, warmupFraction: 0.5, shape: Interpolation.Linear);
        Assert.Equal(1 / 25.0, cycle.LearningRate[0]);
        Assert.Equal(1 / 25.0 / 1e4, cycle.LearningRate[100]);
        Assert.Equal(cycle.LearningRate[100], cycle.LearningRate[1_000]);
        // The peak lies between two steps, at 49.5.
        Assert.Equal(0.99, cycle.LearningRate[49], 0.001);
        Assert.Equal(0.99, cycle.LearningRate[50], 0.001);
        Assert.Equal([0.95, 0.95], [cycle.Momentum[0], cycle.Momentum[100]]);
        Assert.Equal(0.85, cycle.Momentum[49], 0.002);
        foreach (int step in Enumerable.Range(0, 100).Where(step => step != 49))
        {
            double rate = cycle.LearningRate[step + 1] - cycle.LearningRate[step];
            double momentum = cycle.Momentum[step + 1] - cycle.Momentum[step];
            Assert.True(rate * momentum <= 0);
        }
    }

    [Fact]
    public void The_third_phase_begins_where_the_rate_is_the_first_again()
    {
        RateAndMomentum cycle = Schedule.OneCycle(2, 100, 0.31, initialDivisor: 10, finalDivisor: 50, threePhases: true);
        Assert.Equal([0.2, 2, 0.2], [cycle.LearningRate[0], cycle.LearningRate[30], cycle.LearningRate[60]]);
        Assert.Equal(0.2 / 50, cycle.LearningRate[99]);
        Assert.Equal([0.95, 0.85, 0.95], [cycle.Momentum[0], cycle.Momentum[30], cycle.Momentum[60]]);
        Assert.All(Enumerable.Range(60, 60), step => Assert.Equal(0.95, cycle.Momentum[step]));
    }

    [Fact]
    public void A_phase_that_ends_on_the_last_step_has_that_step()
    {
        RateAndMomentum up = Schedule.OneCycle(0.25, 5, warmupFraction: 1, shape: Interpolation.Linear);
        Assert.Equal([0.01, 0.25, 0.25], [up.LearningRate[0], up.LearningRate[4], up.LearningRate[5]]);
        Assert.Equal([0.95, 0.85, 0.85], [up.Momentum[0], up.Momentum[4], up.Momentum[5]]);
        RateAndMomentum back = Schedule.OneCycle(0.25, 5, 0.6, threePhases: true);
        Assert.Equal([0.25, 0.01, 0.01], [back.LearningRate[2], back.LearningRate[4], back.LearningRate[5]]);
        Assert.Equal([0.85, 0.95], [back.Momentum[2], back.Momentum[4]]);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 7)]
    [InlineData(0.1, 10)]
    [InlineData(1, 7)]
    [InlineData(0.9, 30)]
    public void Cycles_with_phases_of_no_step_are_finite_and_stay_in_their_bounds(double warmupFraction, long totalSteps)
    {
        foreach (bool threePhases in new[] { false, true })
        {
            RateAndMomentum cycle = Schedule.OneCycle(1, totalSteps, warmupFraction, threePhases: threePhases);
            Assert.All(cycle.LearningRate.Values(50), value => Assert.InRange(value, 1 / 25e4, 1));
            Assert.All(cycle.Momentum.Values(50), value => Assert.InRange(value, 0.85, 0.95));
        }
    }

    [Fact]
    public void An_optimizer_takes_both()
    {
        RateAndMomentum cycle = Schedule.OneCycle(peak: 0.1, totalSteps: 20);
        Sgd optimizer = new() { LearningRate = cycle.LearningRate, Momentum = cycle.Momentum };
        (Schedule rate, Schedule momentum) = cycle;
        Assert.Equal(new Sgd { LearningRate = rate, Momentum = momentum }, optimizer);

        TensorSet<double> parameters = TensorSet<double>.Create(TensorLayout.Empty.Add("x", new Shape(1)), [("x", [1.0])]);
        OptimizerState<double> state = optimizer.Init(parameters);
        (double x, double velocity) = (1, 0);
        for (int step = 0; step < 20; step++)
        {
            double gradient = x;
            velocity = (momentum[step] * velocity) + gradient;
            x -= rate[step] * velocity;
            (parameters, state) = optimizer.Step(parameters, parameters, state);
            Assert.Equal(x, parameters["x"].ToArray()[0], 1e-14);
        }
    }

    [Fact]
    public void Optax_cycles_have_their_joints_at_whole_steps()
    {
        Schedule linear = Schedule.LinearOneCycle(
            2,
            100,
            warmupFraction: 0.305,
            returnFraction: 0.859,
            initialDivisor: 10,
            finalDivisor: 50
        );
        Assert.Equal([0.2, 2, 0.2, 0.2 / 50], [linear[0], linear[30], linear[85], linear[100]]);
        Schedule cosine = Schedule.CosineOneCycle(2, 100, warmupFraction: 0.305, initialDivisor: 10, finalDivisor: 50);
        Assert.Equal([0.2, 2, 0.2 / 50], [cosine[0], cosine[30], cosine[100]]);
        Assert.Equal((2 + (0.2 / 50)) / 2, cosine[65], 1e-15);
    }
}
