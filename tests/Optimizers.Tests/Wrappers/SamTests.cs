using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Wrappers;

public sealed class SamTests
{
    private static readonly TensorLayout Two = TensorLayout.Create([("x", new Shape(2), true), ("table", new Shape(1), false)]);

    [Fact]
    public void The_gradient_is_that_of_the_worst_point()
    {
        TensorSet<double> parameters = TensorSet<double>.Unflatten(Two, [1, 1, 5]);
        List<double[]> asked = [];
        StepInputs<double> inputs = new()
        {
            Gradient = point =>
            {
                asked.Add(point.Flatten());
                return new LossAndGradients<double>(0, TensorSet<double>.Unflatten(Two, [1, 2, 0]));
            },
        };
        Sam sam = new(new Sgd { LearningRate = 0.1 }) { Radius = 0.5, Epsilon = 0 };
        TensorSet<double> gradients = TensorSet<double>.Unflatten(Two, [3, 4, 100]);
        TensorSet<double> moved = sam.Step(parameters, gradients, sam.Init(parameters), inputs).Parameters;
        Assert.Equal([1.3, 1.4, 5], Assert.Single(asked).Select(value => Math.Round(value, 14)));
        Assert.Equal([0.9, 0.8, 5], moved.Flatten());
    }

    [Fact]
    public void Without_a_gradient_function_it_says_so()
    {
        Sam sam = new(new Sgd());
        TensorSet<double> parameters = Problems.Values<double>(Two, 1);
        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() =>
            sam.Step(parameters, parameters.Copy(), sam.Init(parameters), donate: true)
        );
        Assert.Contains("Sam needs StepInputs.Gradient", refused.Message, StringComparison.Ordinal);
        Assert.False(parameters.IsDonated);
    }

    [Fact]
    public void A_radius_that_becomes_negative_is_refused_at_that_step()
    {
        Sam sam = new(new Sgd()) { Radius = Schedule.Linear(0.1, -0.1, 2) };
        TensorSet<double> parameters = Problems.Values<double>(Two, 1);
        StepInputs<double> inputs = new() { Gradient = point => new(0, point.Copy()) };
        OptimizerState<double> state = sam.Init(parameters);
        for (int step = 0; step < 2; step++)
        {
            (parameters, state) = sam.Step(parameters, parameters.Copy(), state, inputs);
        }

        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() =>
            sam.Step(parameters, parameters.Copy(), state, inputs, donate: true)
        );
        Assert.StartsWith(
            "At step 2 of its schedule, Sam.Radius must be finite and at least 0",
            refused.Message,
            StringComparison.Ordinal
        );
        Assert.False(parameters.IsDonated);
    }

    [Fact]
    public void The_adaptive_form_does_not_depend_on_the_scale_of_the_weights()
    {
        // f(x) = g(x · s) with another unit s: the point asked for must be the same one, in the other unit.
        double[] Ask(double scale)
        {
            double[] asked = [];
            StepInputs<double> inputs = new()
            {
                Gradient = point =>
                {
                    asked = [.. point.Flatten().Take(2)];
                    return new LossAndGradients<double>(0, point);
                },
            };
            Sam sam = new(new Sgd()) { Radius = 0.3, Adaptive = true };
            TensorSet<double> parameters = TensorSet<double>.Unflatten(Two, [1 * scale, -2 * scale, 0]);
            TensorSet<double> gradients = TensorSet<double>.Unflatten(Two, [3 / scale, 4 / scale, 0]);
            sam.Step(parameters, gradients, sam.Init(parameters), inputs);
            return [.. asked.Select(value => Math.Round(value / scale, 12))];
        }

        Assert.Equal(Ask(1), Ask(1000));
    }

    [Fact]
    public void A_changed_setting_counts()
    {
        Sam wide = new Sam(new Sgd()) { Radius = 0.1 } with { Radius = 2 };
        Assert.Equal(new Sam(new Sgd()) { Radius = 2 }, wide);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sam(new Sgd()) { Radius = -1 });
    }
}
