using Pullback.Testing;
using Xunit;

namespace Pullback.Optimizers.Tests.Convergence;

/// <summary>
/// Every named optimizer reaches the minima of the functions that Optax tests with, to its tolerance and in its number of steps, at some learning rate of one grid
/// for all; and is nearer to Rosenbrock's minimum than PyTorch's test starts.
/// </summary>
public sealed class TestFunctionTests
{
    private const int OptaxSteps = 10_000;
    private const double OptaxTolerance = 3e-2;
    private const int PyTorchSteps = 2000;

    /// <summary>From what most rules need to what the others do: the first rate that succeeds ends the search.</summary>
    private static readonly double[] Rates = [1e-2, 1e-3, 3e-3, 1e-1, 1, 3e-4, 3e-2, 0.3, 1e-4];

    public static TheoryData<string> Names => NamedOptimizers.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void It_reaches_the_minimum_of_the_parabola(string name) => Reaches(TestFunctions.Parabola, name);

    [Theory]
    [MemberData(nameof(Names))]
    public void It_reaches_the_minimum_of_Rosenbrock(string name) => Reaches(TestFunctions.Rosenbrock, name);

    private static void Reaches(TestFunction function, string name)
    {
        List<string> tried = [];
        foreach (double rate in NamedOptimizers.HasRate(name) ? Rates : [1])
        {
            Schedule schedule = ConvergenceSettings.Rate(name, rate, OptaxSteps);
            double[] end = function.Minimize<double>(
                NamedOptimizers.With(name, schedule, ConvergenceSettings.Of(name)),
                OptaxSteps
            );
            if (
                end.Zip(function.Minima[0])
                    .All(pair => Math.Abs(pair.First - pair.Second) <= OptaxTolerance * (1 + Math.Abs(pair.Second)))
            )
            {
                return;
            }
            tried.Add(FormattableString.Invariant($"at {rate}: ({string.Join(", ", end.Select(x => x.ToString("G4", null)))})"));
        }
        Assert.Fail($"{name} does not reach the minimum of {function}: {string.Join("; ", tried)}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_comes_nearer_to_the_minimum_of_Rosenbrock(string name)
    {
        TestFunction function = TestFunctions.Rosenbrock.From(1.5, 1.5);
        double[] ends =
        [
            .. Rates.Select(rate => Distance(function.Minimize<double>(NamedOptimizers.With(name, rate), PyTorchSteps))),
        ];
        Assert.True(ends.Any(end => end <= Distance([1.5, 1.5])), $"{name} ends {string.Join(", ", ends)} away");
    }

    private static double Distance(double[] point) => Math.Sqrt(point.Sum(x => (x - 1) * (x - 1)));
}
