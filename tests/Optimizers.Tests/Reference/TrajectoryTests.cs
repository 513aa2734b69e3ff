using System.Text.Json;
using Pullback.Ops;
using Xunit;

namespace Pullback.Optimizers.Tests.Reference;

/// <summary>Every rule that has a counterpart in optimizers.json follows its trajectory, pure and donated, to the noise of rounding.</summary>
public sealed class TrajectoryTests
{
    private static readonly JsonElement Problem = ReferenceData.Optimizers.GetProperty("problem");

    public static TheoryData<string> Cases =>
        [
            .. ReferenceData
                .Optimizers.GetProperty("cases")
                .EnumerateArray()
                .Where(c => OptimizerCounterparts.Of(c) is not null)
                .Select(c => c.Text("id")),
        ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Trajectory_follows_the_reference(string id)
    {
        JsonElement @case = ReferenceData.Optimizers.GetProperty("cases").EnumerateArray().Single(c => c.Text("id") == id);
        IGradientTransformation optimizer = OptimizerCounterparts.Of(@case)!;
        double tolerance = Math.Max(1e-12, 100 * @case.Number("rounding"));
        double[][] expected = @case.GetProperty("trajectory").Rows();

        foreach (bool donate in new[] { false, true })
        {
            TensorSet<double> parameters = TensorSet<double>.Unflatten(Layout, Problem.GetProperty("x0").Numbers());
            OptimizerState<double> state = optimizer.Init(parameters);
            for (int step = 0; step < expected.Length; step++)
            {
                TensorSet<double> gradients = TensorSet<double>.Unflatten(Layout, Gradient(@case, step, parameters.Flatten()));
                (parameters, state) = optimizer.Step(parameters, gradients, state, donate: donate);
                double[] actual = parameters.Flatten();
                for (int i = 0; i < actual.Length; i++)
                {
                    double deviation = Math.Abs(actual[i] - expected[step][i]) / Math.Max(1, Math.Abs(expected[step][i]));
                    Assert.True(
                        deviation <= tolerance,
                        $"step {step + 1}, element {i}: {actual[i]:R} instead of {expected[step][i]:R}, off by {deviation}"
                    );
                }
            }

            Assert.Equal(expected.Length, state.Step);
        }
    }

    private static TensorLayout Layout { get; } =
        new(
            Problem
                .GetProperty("shapes")
                .EnumerateArray()
                .Select((shape, i) => ($"p{i}", new Shape([.. shape.EnumerateArray().Select(d => d.GetInt32())])))
        );

    private static double[] Gradient(JsonElement @case, int step, double[] p)
    {
        if (@case.Text("grad") == "random")
        {
            return Problem.GetProperty("random_grads")[step].Numbers();
        }

        double[][] a = Problem.GetProperty("A").Rows();
        double[] b = Problem.GetProperty("b").Numbers();
        return [.. a.Select((row, i) => row.Zip(p, (x, y) => x * y).Sum() - b[i])];
    }
}
