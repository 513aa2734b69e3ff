using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Wrappers;

public sealed class MultiStepsTests
{
    private static readonly TensorLayout One = new([("x", Shape.Scalar)]);

    [Theory]
    [InlineData(true, false, 2.0)]
    [InlineData(false, false, 6.0)]
    [InlineData(true, true, 2.0)]
    [InlineData(false, true, 6.0)]
    public void The_optimizer_steps_with_the_mean_or_the_sum(bool mean, bool donate, double expected)
    {
        MultiSteps optimizer = new(new Sgd { LearningRate = 1 }, 3) { UsesMean = mean };
        double[] seen = Run(optimizer, [1, 2, 3, 4], donate);
        Assert.Equal([0, 0, -expected, -expected], seen);
    }

    [Fact]
    public void The_number_of_gradients_may_be_a_schedule_of_the_optimizers_steps()
    {
        MultiSteps optimizer = new(new Sgd { LearningRate = 1 }, Schedule.FromFunc(step => step + 1)) { UsesMean = false };
        Assert.Equal([-1, -1, -6, -6, -6, -21], Run(optimizer, [1, 2, 3, 4, 5, 6], donate: true));
    }

    [Fact]
    public void Schedules_of_the_optimizer_count_its_own_steps()
    {
        MultiSteps optimizer = new(new Sgd { LearningRate = Schedule.FromFunc(step => step + 1) }, 2);
        Assert.Equal([0, -1, -1, -3], Run(optimizer, [1, 1, 1, 1], donate: false));
    }

    [Fact]
    public void A_gradient_that_is_skipped_is_not_gathered()
    {
        ApplyIfFinite optimizer = new(new MultiSteps(new Sgd { LearningRate = 1 }, 2));
        Assert.Equal([0, 0, -2], Run(optimizer, [1, double.NaN, 3], donate: true));
    }

    [Fact]
    public void Numbers_that_are_no_counts_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new MultiSteps(new Sgd(), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MultiSteps(new Sgd(), Schedule.Constant(1.5)));
        Assert.Throws<InvalidOperationException>(() => Run(new MultiSteps(new Sgd(), Schedule.FromFunc(_ => 0.5)), [1], false));
    }

    private static double[] Run(IGradientTransformation optimizer, double[] gradients, bool donate)
    {
        TensorSet<double> parameters = TensorSet<double>.Zeros(One);
        OptimizerState<double> state = optimizer.Init(parameters);
        List<double> seen = [];
        foreach (double gradient in gradients)
        {
            (parameters, state) = optimizer.Step(parameters, TensorSet<double>.Unflatten(One, [gradient]), state, donate: donate);
            seen.Add(parameters["x"][[]]);
        }

        return [.. seen];
    }
}
