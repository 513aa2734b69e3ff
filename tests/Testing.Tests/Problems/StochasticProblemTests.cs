using Pullback.Ops;
using Pullback.Optimizers;
using Xunit;

namespace Pullback.Testing.Tests.Problems;

/// <summary>Combination, rotation, curl, noise and drift do what they say.</summary>
public class StochasticProblemTests
{
    private static readonly ChainedCurve Bowl = new(-1, CurveShape.QuadraticBowl);
    private static readonly ChainedCurve Steep = new(-10, CurveShape.QuadraticBowl);

    [Theory]
    [InlineData(CurveNorm.Sum)]
    [InlineData(CurveNorm.Euclidean)]
    [InlineData(CurveNorm.Maximum)]
    public void An_exact_gradient_is_the_slope_of_the_value(CurveNorm norm)
    {
        StochasticProblem problem = new(Bowl, Steep, Bowl) { Norm = norm, Rotated = true };
        Assert.True(problem.IsExact);
        double[] point = [0.1, -0.2, 0.35];
        double[] gradient = problem.Gradient(point, 0, new RandomKey(1));
        for (int i = 0; i < point.Length; i++)
        {
            double[] above = [.. point];
            double[] below = [.. point];
            above[i] += 1e-6;
            below[i] -= 1e-6;
            Assert.Equal((problem.Value(above) - problem.Value(below)) / 2e-6, gradient[i], 1e-6);
        }
    }

    [Fact]
    public void A_curl_turns_where_no_function_would()
    {
        StochasticProblem plain = new(Bowl, Bowl);
        double[] point = [0.3, 0.2];
        double[] curl =
        [
            .. (plain with { Curl = 2 })
                .Gradient(point, 0, new RandomKey(1))
                .Zip(plain.Gradient(point, 0, new RandomKey(1)), (a, b) => a - b),
        ];
        Assert.Equal(2 * Math.Sqrt(0.13), Math.Sqrt(curl.Sum(x => x * x)), 1e-12);
    }

    [Fact]
    public void Noise_is_drawn_by_the_key_and_has_its_distribution()
    {
        StochasticProblem problem = new([.. Enumerable.Repeat(Bowl, 10_000)]);
        double[] point = new double[10_000];
        double[] additive = (problem with { Noise = GradientNoise.Additive(0.1) }).Gradient(point, 0, new RandomKey(1));
        Assert.Equal(additive, (problem with { Noise = GradientNoise.Additive(0.1) }).Gradient(point, 0, new RandomKey(1)));
        Assert.NotEqual(additive, (problem with { Noise = GradientNoise.Additive(0.1) }).Gradient(point, 0, new RandomKey(2)));
        Assert.Equal(-1, additive.Average(), 0.01);
        Assert.Equal(0.1, Math.Sqrt(additive.Average(x => (x + 1) * (x + 1))), 0.005);

        double[] masked = (problem with { Noise = GradientNoise.MaskOut(0.9) }).Gradient(point, 0, new RandomKey(1));
        Assert.Equal(-0.1, masked.Average(), 0.02);
        double[] multiplied = (problem with { Noise = GradientNoise.Multiplicative(0.1) }).Gradient(point, 0, new RandomKey(1));
        Assert.Equal(0, multiplied.Average(x => Math.Log(-x)), 0.005);
        double[] cauchy = (problem with { Noise = GradientNoise.Cauchy(1) }).Gradient(point, 0, new RandomKey(1));
        Assert.Equal(0.5, cauchy.Count(x => Math.Abs(x + 1) < 1) / 10_000.0, 0.02);
    }

    [Fact]
    public void Drift_moves_and_scales_in_every_period()
    {
        StochasticProblem moved = new(Bowl) { Drift = new Drift(Offset: 0.5) };
        Assert.Equal(moved.Value([0.2], 9), moved.Value([0.2], 0));
        Assert.Equal(moved.Value([0.2], 0), moved.Value([0.7], 10), 1e-12);
        Assert.Equal(3 * Bowl.Value(0.2), new StochasticProblem(Bowl) { Drift = new Drift(Scale: 3) }.Value([0.2], 19), 1e-12);
        Assert.False(moved.IsExact);
    }

    [Fact]
    public void Descent_reaches_the_bottom_of_a_bowl() =>
        Assert.Equal(
            0.5,
            new StochasticProblem(Bowl).Minimize<double>(new Sgd { LearningRate = 0.1 }, 100, new RandomKey(1))[0],
            1e-6
        );

    [Fact]
    public void Every_problem_of_the_choice_says_what_it_is() =>
        Assert.Equal(
            StochasticProblems.All.Count,
            StochasticProblems.All.Select(problem => problem.ToString()).Distinct(StringComparer.Ordinal).Count()
        );
}
