using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Wrappers;

public sealed class SkippingTests
{
    private static readonly TensorLayout Layout = TensorLayout.Create([
        ("x", new Shape(3), true),
        ("table", new Shape(2), false),
    ]);

    [Theory]
    [InlineData(double.NaN, true)]
    [InlineData(double.PositiveInfinity, true)]
    [InlineData(double.NaN, false)]
    [InlineData(double.NegativeInfinity, false)]
    public void A_step_with_a_bad_gradient_changes_nothing_but_the_counters(double bad, bool donate)
    {
        ApplyIfFinite optimizer = new(new Adam(), 2);
        TensorSet<double> parameters = Problems.Values<double>(Layout, 1);
        TensorSet<double> start = parameters.Copy();
        OptimizerState<double> state = optimizer.Init(parameters);
        OptimizerState<double> inner = ((SkipState<double>)state).Inner.Copy();
        for (int step = 1; step <= 2; step++)
        {
            TensorSet<double> given = parameters;
            (parameters, state) = optimizer.Step(parameters, Gradient(bad), state, donate: donate);
            Assert.Equal(donate, given.IsDonated);
            Assert.Equal(start, parameters);
            Assert.Equal(inner, ((SkipState<double>)state).Inner);
            Assert.Equal(step, ((SkipState<double>)state).Consecutive);
            Assert.False(((SkipState<double>)state).LastWasGood);
        }

        // One more in a row than is accepted: it is applied, so that the error is seen.
        (parameters, state) = optimizer.Step(parameters, Gradient(bad), state, donate: donate);
        Assert.Contains(parameters.Flatten(), double.IsNaN);
        Assert.Equal(3, ((SkipState<double>)state).Total);
    }

    [Fact]
    public void A_good_gradient_ends_the_count()
    {
        ApplyIfFinite optimizer = new(new Sgd());
        TensorSet<double> parameters = Problems.Values<double>(Layout, 1);
        OptimizerState<double> state = optimizer.Init(parameters);
        (parameters, state) = optimizer.Step(parameters, Gradient(double.NaN), state);
        (parameters, state) = optimizer.Step(parameters, Gradient(1), state);
        SkipState<double> counters = (SkipState<double>)state;
        Assert.Equal((0, 1, 1, 2), (counters.Consecutive, counters.Total, counters.Inner.Step, counters.Step));
    }

    [Fact]
    public void What_is_frozen_is_not_looked_at()
    {
        ApplyIfFinite optimizer = new(new Sgd { LearningRate = 1 });
        TensorSet<double> parameters = TensorSet<double>.Zeros(Layout);
        TensorSet<double> gradients = TensorSet<double>.Unflatten(Layout, [1, 1, 1, double.NaN, double.NaN]);
        Assert.Equal([-1, -1, -1, 0, 0], optimizer.Step(parameters, gradients, optimizer.Init(parameters)).Parameters.Flatten());
    }

    [Theory]
    [InlineData(2.9, false)]
    [InlineData(3, true)]
    [InlineData(double.NaN, true)]
    [InlineData(double.PositiveInfinity, true)]
    public void A_large_gradient_is_skipped(double gradient, bool skipped)
    {
        SkipLargeUpdates optimizer = new(new Sgd { LearningRate = 1 }, 3);
        TensorSet<double> parameters = TensorSet<double>.Zeros(Layout);
        StepResult<double> result = optimizer.Step(parameters, Gradient(gradient), optimizer.Init(parameters), donate: true);
        Assert.Equal(skipped ? 0 : -gradient, result.Parameters["x"][1]);
        Assert.Equal(skipped ? 1 : 0, ((SkipState<double>)result.State).Total);
    }

    [Fact]
    public void Bounds_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ApplyIfFinite(new Sgd(), -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SkipLargeUpdates(new Sgd(), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SkipLargeUpdates(new Sgd(), double.NaN));
    }

    private static TensorSet<double> Gradient(double one) => TensorSet<double>.Unflatten(Layout, [0, one, 0, 0, 0]);
}
