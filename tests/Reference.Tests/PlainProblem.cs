using System.Text.Json.Nodes;

namespace Pullback.Reference.Tests;

/// <summary>A problem of the optimizers' schema, and Adam on it in plain loops.</summary>
internal sealed class PlainProblem
{
    private readonly int[][] shapes;
    private readonly double[] start;
    private readonly double[][] gradients;

    public PlainProblem(int seed, int[][] shapes, int steps)
    {
        this.shapes = shapes;
        int count = shapes.Sum(shape => shape.Aggregate(1, (product, extent) => product * extent));
        Random random = new(seed);
        start = Draw();
        gradients = [.. Enumerable.Range(0, steps).Select(_ => Draw())];

        double[] Draw() => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() * 2 - 1)];
    }

    public double[][] Adam(double lr, double beta1, double beta2, double epsilon)
    {
        double[] x = [.. start];
        double[] m = new double[x.Length];
        double[] v = new double[x.Length];
        double[][] trajectory = new double[gradients.Length][];
        for (int t = 1; t <= gradients.Length; t++)
        {
            for (int i = 0; i < x.Length; i++)
            {
                double g = gradients[t - 1][i];
                m[i] = beta1 * m[i] + (1 - beta1) * g;
                v[i] = beta2 * v[i] + (1 - beta2) * g * g;
                x[i] -= lr * (m[i] / (1 - Math.Pow(beta1, t))) / (Math.Sqrt(v[i] / (1 - Math.Pow(beta2, t))) + epsilon);
            }
            trajectory[t - 1] = [.. x];
        }
        return trajectory;
    }

    public string File(string source, double lr, JsonObject hyper, double[][] trajectory)
    {
        JsonArray identity = Rows([
            .. start.Select((_, row) => start.Select((_, column) => row == column ? 1.0 : 0.0).ToArray()),
        ]);
        return new JsonObject
        {
            ["problem"] = new JsonObject
            {
                ["shapes"] = new JsonArray([
                    .. shapes.Select(shape => new JsonArray([.. shape.Select(extent => (JsonNode)extent)])),
                ]),
                ["x0"] = Row(start),
                ["random_grads"] = Rows(gradients),
                ["A"] = identity,
                ["b"] = Row(start),
            },
            ["cases"] = new JsonArray(
                new JsonObject
                {
                    ["id"] = source + "/plain/random",
                    ["source"] = source,
                    ["grad"] = "random",
                    ["lr"] = lr,
                    ["hyper"] = hyper,
                    ["rounding"] = 1e-16,
                    ["trajectory"] = Rows(trajectory),
                }
            ),
        }.ToJsonString();
    }

    private static JsonArray Row(double[] values) => [.. values.Select(value => (JsonNode)value)];

    private static JsonArray Rows(double[][] rows) => [.. rows.Select(row => (JsonNode)Row(row))];
}
