using System.Text.Json;

namespace Pullback.Ops.Tests.Interpreter;

/// <summary>
/// Builds graphs of tests/Reference/layers.json out of the ops that exist. Concatenation is not among them yet, but it is linear: the parts
/// times frozen matrices of zeros and ones, added.
/// </summary>
internal sealed class ReferenceGraph
{
    private readonly JsonElement json;
    private readonly Dictionary<string, Node> nodes = new(StringComparer.Ordinal);
    private readonly List<(string Slot, double[] Values, string? Reference)> parameters = [];

    public ReferenceGraph(string id)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Reference", "layers.json");
        using JsonDocument document = JsonDocument.Parse(
            File.ReadAllText(path),
            new JsonDocumentOptions { AllowTrailingCommas = false }
        );
        json = document
            .RootElement.GetProperty("graphs")
            .EnumerateArray()
            .Single(graph => graph.GetProperty("id").GetString() == id)
            .Clone();
        Graph = Graph.Define(Declare);
        Parameters = TensorSet<double>.Create(Graph.Layout, parameters.Select(parameter => (parameter.Slot, parameter.Values)));
        Rows = Shape("x")[0];
        Inputs = new GraphInputs<double>(Rows).With("x", Tensor("x"));
        if (json.GetProperty("labels").ValueKind == JsonValueKind.Array)
        {
            Inputs = Inputs.WithLabels(
                "labels",
                json.GetProperty("labels").EnumerateArray().Select(label => label.GetInt32()).ToArray()
            );
        }
    }

    public Graph Graph { get; }

    public TensorSet<double> Parameters { get; }

    public GraphInputs<double> Inputs { get; }

    public int Rows { get; }

    public double Loss => json.GetProperty("loss").GetDouble();

    /// <summary>The reference's name of each node of ours that has one.</summary>
    public IEnumerable<(string Ours, string Theirs)> NodeNames =>
        nodes.Select(pair => (pair.Value.ToString().Split(' ')[0], pair.Key));

    /// <summary>The slots that stand for a tensor of the reference.</summary>
    public IEnumerable<(string Slot, string Reference)> ParameterNames =>
        parameters
            .Where(parameter => parameter.Reference is not null)
            .Select(parameter => (parameter.Slot, parameter.Reference!));

    public double[] Value(string node) => Data(json.GetProperty("values").GetProperty(node));

    public double[] NodeGradient(string node) => Data(json.GetProperty("node_grads").GetProperty(node));

    /// <summary>The gradient of a tensor; of a dense weight in our storage order, (inputs, outputs).</summary>
    public double[] Gradient(string tensor)
    {
        JsonElement gradient = json.GetProperty("grads").GetProperty(tensor);
        return tensor.StartsWith('W') ? Transpose(gradient) : Data(gradient);
    }

    private Model Declare(Graph g)
    {
        Node? loss = null;
        string prediction = "";
        foreach (JsonElement op in json.GetProperty("ops").EnumerateArray())
        {
            string id = op.GetProperty("id").GetString()!;
            string[] inputs = op.GetProperty("in").EnumerateArray().Select(input => input.GetString()!).ToArray();
            string kind = op.GetProperty("op").GetString()!;
            if (kind == "softmax_xent")
            {
                int classes = nodes[inputs[0]].Features;
                loss =
                    op.GetProperty("label_smoothing").GetDouble() == 0
                        ? nodes[inputs[0]].SoftmaxCrossEntropy(g.Labels("labels", classes))
                        : null;
                prediction = inputs[0];
                continue;
            }
            nodes[id] = DeclareNode(g, op, kind, inputs);
        }
        return new Model(nodes[prediction], loss);
    }

    private Node DeclareNode(Graph g, JsonElement op, string kind, string[] inputs) =>
        kind switch
        {
            "input" => g.Input("x", Shape("x")[1], gradient: true),
            "dense" => Dense(nodes[inputs[0]], op),
            "layer_norm" => LayerNorm(nodes[inputs[0]], op),
            "concat" => Concatenate(inputs.Select(input => nodes[input]).ToArray()),
            "add" => nodes[inputs[0]] + nodes[inputs[1]],
            "mul" => nodes[inputs[0]] * nodes[inputs[1]],
            "activation" => Activate(nodes[inputs[0]], op.GetProperty("kind").GetString()!),
            _ => throw new NotSupportedException($"The op '{kind}' has no counterpart yet."),
        };

    private Node Dense(Node x, JsonElement op)
    {
        (string weight, string bias) = (op.GetProperty("W").GetString()!, op.GetProperty("b").GetString()!);
        string name = "layer" + weight[1..];
        Node y = x.Dense(Shape(weight)[0], name: name);
        // The reference stores (outputs, inputs).
        parameters.Add((name + ".weight", Transpose(json.GetProperty("tensors").GetProperty(weight)), weight));
        parameters.Add((name + ".bias", Tensor(bias), bias));
        return y;
    }

    private Node LayerNorm(Node x, JsonElement op)
    {
        (string gamma, string beta) = (op.GetProperty("gamma").GetString()!, op.GetProperty("beta").GetString()!);
        string name = "norm" + gamma["gamma".Length..];
        parameters.Add((name + ".weight", Tensor(gamma), gamma));
        parameters.Add((name + ".bias", Tensor(beta), beta));
        return x.LayerNorm(op.GetProperty("eps").GetDouble(), name: name);
    }

    private Node Concatenate(Node[] parts)
    {
        int width = parts.Sum(part => part.Features);
        int start = 0;
        Node? sum = null;
        foreach (Node part in parts)
        {
            string name = $"part{parameters.Count}";
            double[] selection = new double[part.Features * width];
            for (int i = 0; i < part.Features; i++)
            {
                selection[(i * width) + start + i] = 1;
            }
            parameters.Add((name + ".weight", selection, null));
            Node placed = part.Dense(width, bias: false, trainable: false, name: name);
            sum = sum is null ? placed : sum + placed;
            start += part.Features;
        }
        return sum!;
    }

    private static Node Activate(Node x, string kind) =>
        kind switch
        {
            "relu" => x.Relu(),
            "leaky_relu" => x.LeakyRelu(0.1),
            "tanh" => x.Tanh(),
            "sigmoid" => x.Sigmoid(),
            "silu" => x.Silu(),
            "gelu" => x.Gelu(),
            "mish" => x.Mish(),
            "elu" => x.Apply<Graphs.Elu>(),
            _ => throw new NotSupportedException($"The activation '{kind}' has no counterpart yet."),
        };

    private int[] Shape(string tensor) =>
        json.GetProperty("tensors")
            .GetProperty(tensor)
            .GetProperty("shape")
            .EnumerateArray()
            .Select(length => length.GetInt32())
            .ToArray();

    private double[] Tensor(string name) => Data(json.GetProperty("tensors").GetProperty(name));

    private static double[] Data(JsonElement tensor) =>
        tensor.GetProperty("data").EnumerateArray().Select(number => number.GetDouble()).ToArray();

    private static double[] Transpose(JsonElement tensor)
    {
        int[] shape = tensor.GetProperty("shape").EnumerateArray().Select(length => length.GetInt32()).ToArray();
        double[] data = Data(tensor);
        double[] transposed = new double[data.Length];
        for (int row = 0; row < shape[0]; row++)
        {
            for (int column = 0; column < shape[1]; column++)
            {
                transposed[(column * shape[0]) + row] = data[(row * shape[1]) + column];
            }
        }
        return transposed;
    }
}
