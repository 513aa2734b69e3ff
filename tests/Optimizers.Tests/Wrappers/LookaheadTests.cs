using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Wrappers;

public sealed class LookaheadTests
{
    private static readonly TensorLayout One = new([("x", Shape.Scalar)]);

    [Fact]
    public void The_slow_weights_go_part_of_the_way_every_few_steps()
    {
        Lookahead optimizer = new(new Sgd { LearningRate = 1 }) { SyncPeriod = 2, SlowStepSize = 0.25 };
        TensorSet<double> parameters = TensorSet<double>.Unflatten(One, [10]);
        TensorSet<double> gradients = TensorSet<double>.Unflatten(One, [1]);
        OptimizerState<double> state = optimizer.Init(parameters);
        double[] seen = new double[4];
        for (int step = 0; step < 4; step++)
        {
            (parameters, state) = optimizer.Step(parameters, gradients, state);
            seen[step] = parameters["x"][[]];
        }

        Assert.Equal([9, 9.5, 8.5, 9], seen);
        Assert.Equal(9, ((LookaheadState<double>)state).Slow["x"][[]]);
    }

    [Fact]
    public void The_inner_state_starts_anew_when_asked()
    {
        Sgd momentum = new() { LearningRate = 0.1, Momentum = 0.9 };
        OptimizerState<double> kept = Problems
            .Run<double>(new Lookahead(momentum) { SyncPeriod = 3 }, Problems.Ragged, 3, donate: true)
            .State;
        OptimizerState<double> reset = Problems
            .Run<double>(new Lookahead(momentum) { SyncPeriod = 3, ResetState = true }, Problems.Ragged, 3, donate: true)
            .State;
        Assert.Equal(3, ((LookaheadState<double>)kept).Inner.Step);
        Assert.Equal(0, ((LookaheadState<double>)reset).Inner.Step);
        Assert.Equal(3, reset.Step);
    }

    [Fact]
    public void A_frozen_infinity_stays_one()
    {
        TensorLayout layout = TensorLayout.Create([("x", new Shape(2), true), ("mask", new Shape(2), false)]);
        Lookahead optimizer = new(new Sgd { LearningRate = 0.1 }) { SyncPeriod = 1 };
        TensorSet<double> parameters = TensorSet<double>.Unflatten(layout, [1, 2, double.NegativeInfinity, 0]);
        TensorSet<double> gradients = TensorSet<double>.Unflatten(layout, [1, 1, 0, 0]);
        TensorSet<double> moved = optimizer.Step(parameters, gradients, optimizer.Init(parameters), donate: true).Parameters;
        Assert.Equal([0.95, 1.95, double.NegativeInfinity, 0], moved.Flatten());
    }

    [Fact]
    public void Settings_out_of_bounds_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lookahead(new Sgd()) { SyncPeriod = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lookahead(new Sgd()) { SlowStepSize = 1.5 });
        Assert.Throws<ArgumentNullException>(() => new Lookahead(null!));
    }
}
