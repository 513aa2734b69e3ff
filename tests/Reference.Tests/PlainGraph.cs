using System.Text.Json.Nodes;

namespace Pullback.Reference.Tests;

/// <summary>
/// A small graph of the layers' schema, its values by plain loops and its gradients by differences of high order:
/// n1 = x·W1ᵀ + b1, n2 = tanh n1, n3 = layer norm of n2, n4 = n3 ∘ n1, n5 = n4 + n2, loss = Σ (n5 − target)².
/// </summary>
internal sealed class PlainGraph
{
    private const int Rows = 3;
    private const int Inputs = 2;
    private const int Width = 4;
    private const double Epsilon = 1e-2;

    private readonly Dictionary<string, (int[] Shape, double[] Data)> tensors = [];

    public PlainGraph()
    {
        Random random = new(5);
        Add("x", Rows, Inputs);
        Add("W1", Width, Inputs);
        Add("b1", Width);
        Add("gamma3", Width);
        Add("beta3", Width);
        Add("target", Rows, Width);

        void Add(string name, params int[] shape) =>
            tensors[name] = (
                shape,
                [.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(_ => random.NextDouble() * 2 - 1)]
            );
    }

    private Dictionary<string, double[]> Values(Action<string, double[]>? perturb = null)
    {
        Dictionary<string, double[]> values = new() { ["n0"] = [.. tensors["x"].Data] };
        Node("n1", (row, column) => tensors["b1"].Data[column] + Dot(values["n0"], row, column));
        Node("n2", (row, column) => Math.Tanh(values["n1"][row * Width + column]));
        Node(
            "n3",
            (row, column) =>
                Normalized(values["n2"], row, column) * tensors["gamma3"].Data[column] + tensors["beta3"].Data[column]
        );
        Node("n4", (row, column) => values["n3"][row * Width + column] * values["n1"][row * Width + column]);
        Node("n5", (row, column) => values["n4"][row * Width + column] + values["n2"][row * Width + column]);
        return values;

        void Node(string name, Func<int, int, double> element)
        {
            values[name] = [.. Enumerable.Range(0, Rows * Width).Select(i => element(i / Width, i % Width))];
            perturb?.Invoke(name, values[name]);
        }
    }

    private double Dot(double[] x, int row, int column) =>
        Enumerable.Range(0, Inputs).Sum(k => x[row * Inputs + k] * tensors["W1"].Data[column * Inputs + k]);

    private static double Normalized(double[] values, int row, int column)
    {
        double[] own = values[(row * Width)..((row + 1) * Width)];
        double mean = own.Average();
        return (own[column] - mean) / Math.Sqrt(own.Average(value => (value - mean) * (value - mean)) + Epsilon);
    }

    private double Loss(Action<string, double[]>? perturb = null) =>
        Values(perturb)["n5"].Zip(tensors["target"].Data, (y, t) => (y - t) * (y - t)).Sum();

    /// <summary>Five-point differences, extrapolated once: about twelve digits.</summary>
    private static double Derivative(Func<double, double> f)
    {
        double coarse = FivePoints(0.02);
        double fine = FivePoints(0.01);
        double finest = FivePoints(0.005);
        double first = fine + (fine - coarse) / 15;
        double second = finest + (finest - fine) / 15;
        return second + (second - first) / 63;

        double FivePoints(double h) => (f(-2 * h) - 8 * f(-h) + 8 * f(h) - f(2 * h)) / (12 * h);
    }

    private double[] TensorGradient(string name)
    {
        double[] data = tensors[name].Data;
        return
        [
            .. Enumerable
                .Range(0, data.Length)
                .Select(i =>
                {
                    double kept = data[i];
                    double slope = Derivative(step =>
                    {
                        data[i] = kept + step;
                        return Loss();
                    });
                    data[i] = kept;
                    return slope;
                }),
        ];
    }

    private double[] NodeGradient(string name) =>
        name == "n0"
            ? TensorGradient("x")
            :
            [
                .. Enumerable
                    .Range(0, Rows * Width)
                    .Select(i =>
                        Derivative(step =>
                            Loss(
                                (node, values) =>
                                {
                                    if (node == name)
                                    {
                                        values[i] += step;
                                    }
                                }
                            )
                        )
                    ),
            ];

    public string File()
    {
        string[] nodes = ["n0", "n1", "n2", "n3", "n4", "n5"];
        Dictionary<string, double[]> values = Values();
        JsonObject graph = new()
        {
            ["id"] = "plain",
            ["ops"] = new JsonArray(
                Op("n0", "input", [], ("name", "x")),
                Op("n1", "dense", ["n0"], ("W", "W1"), ("b", "b1")),
                Op("n2", "activation", ["n1"], ("kind", "tanh")),
                Op("n3", "layer_norm", ["n2"], ("gamma", "gamma3"), ("beta", "beta3"), ("eps", Epsilon)),
                Op("n4", "mul", ["n3", "n1"]),
                Op("n5", "add", ["n4", "n2"]),
                Op("loss", "mse", ["n5"], ("target", "target"), ("reduction", "sum"))
            ),
            ["labels"] = null,
            ["tensors"] = Tensors(tensors.Select(pair => (pair.Key, pair.Value.Shape, pair.Value.Data))),
            ["values"] = Tensors(nodes.Select(node => (node, NodeShape(node), values[node]))),
            ["loss"] = Loss(),
            ["grads"] = Tensors(
                tensors.Where(pair => pair.Key != "target").Select(pair => (pair.Key, pair.Value.Shape, TensorGradient(pair.Key)))
            ),
            ["node_grads"] = Tensors(nodes.Select(node => (node, NodeShape(node), NodeGradient(node)))),
        };
        return new JsonObject { ["cases"] = new JsonArray(), ["graphs"] = new JsonArray(graph) }.ToJsonString();
    }

    private static int[] NodeShape(string node) => node == "n0" ? [Rows, Inputs] : [Rows, Width];

    private static JsonObject Op(string id, string op, string[] inputs, params (string Name, JsonNode Value)[] members)
    {
        JsonObject json = new()
        {
            ["id"] = id,
            ["op"] = op,
            ["in"] = new JsonArray([.. inputs.Select(input => (JsonNode)input)]),
        };
        foreach ((string name, JsonNode value) in members)
        {
            json[name] = value;
        }
        return json;
    }

    private static JsonObject Tensors(IEnumerable<(string Name, int[] Shape, double[] Data)> all)
    {
        JsonObject json = [];
        foreach ((string name, int[] shape, double[] data) in all)
        {
            json[name] = new JsonObject
            {
                ["shape"] = new JsonArray([.. shape.Select(extent => (JsonNode)extent)]),
                ["data"] = new JsonArray([.. data.Select(value => (JsonNode)value)]),
            };
        }
        return json;
    }
}
