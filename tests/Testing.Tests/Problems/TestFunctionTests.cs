using Pullback.Optimizers;
using Xunit;

namespace Pullback.Testing.Tests.Problems;

/// <summary>The functions are what they say: slopes, minima, and values at points that can be followed by hand.</summary>
public class TestFunctionTests
{
    public static TheoryData<string> Names => [.. TestFunctions.All.Select(function => function.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_gradient_is_the_slope_of_the_value(string name)
    {
        TestFunction function = Find(name);
        foreach (double shift in (double[])[0, 0.3, -0.7])
        {
            double[] point = [.. function.Start.Select((x, i) => x + (shift * (i + 1)))];
            double[] gradient = function.Gradient(point);
            for (int i = 0; i < point.Length; i++)
            {
                double slope = Slope(function, point, i);
                Assert.Equal(slope, gradient[i], 1e-5 * Math.Max(1, Math.Abs(slope)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_least_and_flat_at_its_minima(string name)
    {
        TestFunction function = Find(name);
        foreach (IReadOnlyList<double> minimum in function.Minima)
        {
            double[] point = [.. minimum];
            Assert.Equal(function.LeastValue, function.Value(point), 1e-9);
            Assert.All(function.Gradient(point), slope => Assert.Equal(0, slope, 1e-6));
            for (int i = 0; i < point.Length; i++)
            {
                double[] beside = [.. point];
                beside[i] += 0.01;
                Assert.True(function.Value(beside) > function.LeastValue);
            }
        }
        Assert.True(function.Value([.. function.Start]) > function.LeastValue);
    }

    [Fact]
    public void Values_are_those_of_the_formulas()
    {
        Assert.Equal(126, TestFunctions.Parabola.Value(-1, 10, 2));
        Assert.Equal(401, TestFunctions.Rosenbrock.Value(0, 2));
        Assert.Equal(14.203125, TestFunctions.Beale.Value(0, 0));
        Assert.Equal(74, TestFunctions.Booth.Value(0, 0));
        Assert.Equal(170, TestFunctions.Himmelblau.Value(0, 0));
        Assert.Equal(0.34, TestFunctions.Matyas.Value(1, 2), 1e-12);
        Assert.Equal(-39.16616570377142 * 2, TestFunctions.StyblinskiTang(2).LeastValue, 1e-9);
    }

    [Fact]
    public void The_inputs_of_a_step_belong_together()
    {
        TestFunction function = TestFunctions.Quadratic(3, 100);
        StepInputs<double> inputs = function.Inputs(function.StartParameters<double>());
        Assert.Equal((1 + 0.1 + 0.01) / 2, inputs.Loss!.Value, 1e-12);
        Assert.Equal([1, 0.1, 0.01], inputs.Curvature!.Flatten(), (expected, actual) => Math.Abs(expected - actual) < 1e-8);
        Assert.Equal(inputs.Loss, inputs.Gradient!(function.StartParameters<double>()).Loss);
    }

    [Fact]
    public void Minimizing_takes_the_steps_of_the_optimizer() =>
        Assert.Equal([0.64, 0.64], TestFunctions.Sphere(2).Minimize<double>(new Sgd { LearningRate = 0.1 }, 2), Near);

    [Fact]
    public void A_point_of_another_dimension_is_refused() =>
        Assert.Contains(
            "2 coordinates",
            Assert.Throws<ArgumentException>(() => TestFunctions.Booth.Value(1)).Message,
            StringComparison.Ordinal
        );

    private static bool Near(double left, double right) => Math.Abs(left - right) < 1e-12;

    private static double Slope(TestFunction function, double[] point, int i)
    {
        const double Step = 1e-5;
        double[] above = [.. point];
        double[] below = [.. point];
        above[i] += Step;
        below[i] -= Step;
        return (function.Value(above) - function.Value(below)) / (2 * Step);
    }

    private static TestFunction Find(string name) => TestFunctions.All.Single(function => function.Name == name);
}
