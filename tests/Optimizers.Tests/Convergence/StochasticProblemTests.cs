using Pullback.Ops;
using Pullback.Testing;
using Xunit;

namespace Pullback.Optimizers.Tests.Convergence;

/// <summary>
/// The stochastic unit tests of Schaul, Antonoglou and Silver in the library's choice of them: 100 steps, rates from 10⁻⁶ to 1. No rate may give NaN on any problem; on
/// shapes without noise the best of seven rates comes at least half as far as the best of gradient descent.
/// </summary>
public sealed class StochasticProblemTests
{
    private const int Steps = 100;
    private const double Share = 0.5;

    private static readonly double[] Rates = [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1];
    private static readonly RandomKey Key = new(1);

    /// <summary>What gradient descent does with the best of 34 rates, as the authors normalise.</summary>
    private static readonly Lazy<double[]> Descent = new(() =>
        [
            .. StochasticProblems.Shapes.Select(problem =>
                Enumerable
                    .Range(0, 34)
                    .Select(i => Math.Pow(10, -10 + (i * 10 / 33.0)))
                    .Max(rate => Gain(problem, problem.Minimize<double>(new Sgd { LearningRate = rate }, Steps, Key)))
            ),
        ]
    );

    /// <summary>Optimizers that do not come half as far on some shape, and why that is how they are meant.</summary>
    private static readonly Dictionary<string, string> Slower = new(StringComparer.Ordinal)
    {
        [nameof(AdaDelta)] = "its steps begin at the root of ε and have to grow",
        [nameof(AggMo)] = "its momentum carries it through a well whose walls are a thousand times as steep as the way to it",
        [nameof(Cocob)] = "what it has won before the cliff it loses at the wall",
        [nameof(DAdaptAdamW)] = "a hundred steps of tiny slopes are too few for its estimate of the distance to grow from 10⁻⁶",
        [nameof(Dog)] = "a hundred steps of tiny slopes are too few for its distance to grow from 10⁻⁶",
        [nameof(Fromage)] = "its steps are a share of the length of the parameters, which start at 0",
        [nameof(Lars)] = "its steps are a share of the length of the parameters, which start at 0",
        [nameof(NoisySgd)] = "its noise is greater than the slopes into the wells",
        [nameof(QuasiHyperbolicMomentum)] = "its mean of gradients is late where the slope grows from step to step",
        [nameof(ScheduleFreeSgd)] = "its mean of iterates is late where the slope grows from step to step",
    };

    public static TheoryData<string> Names => NamedOptimizers.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void No_rate_gives_NaN(string name)
    {
        foreach (StochasticProblem problem in StochasticProblems.All.Except(StochasticProblems.Shapes))
        {
            foreach (double rate in (double[])[1e-6, 1e-2, 1])
            {
                double[] end = problem.Minimize<double>(NamedOptimizers.With(name, rate), Steps, Key);
                Assert.False(end.Any(double.IsNaN), FormattableString.Invariant($"{name} at {rate} gives NaN on {problem}"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Shapes_without_noise_are_descended(string name)
    {
        List<string> behind = [];
        foreach ((StochasticProblem problem, double best) in StochasticProblems.Shapes.Zip(Descent.Value))
        {
            double[][] ends = [.. Rates.Select(rate => problem.Minimize<double>(NamedOptimizers.With(name, rate), Steps, Key))];
            Assert.False(ends.Any(end => end.Any(double.IsNaN)), $"{name} gives NaN on {problem}");
            double share = ends.Max(end => Gain(problem, end)) / best;
            if (!(share >= Share))
            {
                behind.Add(FormattableString.Invariant($"{problem}: {share:G3}"));
            }
        }
        Assert.True(
            (behind.Count > 0) == Slower.ContainsKey(name),
            $"{name} comes less than half as far as gradient descent on: {string.Join("; ", behind)}"
        );
    }

    /// <summary>How much the value has fallen; below the lowest point of the shapes themselves nothing counts, for some go on downhill forever.</summary>
    private static double Gain(StochasticProblem problem, double[] end)
    {
        ChainedCurve curve = problem.Curves[0];
        double lowest = Enumerable.Range(0, 1001).Min(i => curve.Value(i * curve.Shapes.Count / 1000.0));
        return ChainedCurve.StartValue - Math.Max(curve.Value(end[0]), lowest);
    }
}
