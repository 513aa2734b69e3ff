using Pullback.Ops;
using Pullback.ReferenceCheck.Counterparts;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Files;

/// <summary>Declares a reference graph as a graph of the library, op by op, and remembers which parameter is which tensor.</summary>
internal sealed class GraphAssembly
{
    private readonly ReferenceGraph reference;
    private readonly Dictionary<string, Node> nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DenseParameters> dense = new(StringComparer.Ordinal);

    public GraphAssembly(ReferenceGraph reference)
    {
        this.reference = reference;
        Graph = Graph.Define(Declare);
        NodeNames = nodes.ToDictionary(pair => pair.Key, pair => pair.Value.Name, StringComparer.Ordinal);
        Inputs = AllInputs();
    }

    public Graph Graph { get; }

    /// <summary>The library's name of each node.</summary>
    public Dictionary<string, string> NodeNames { get; }

    /// <summary>The library's parameter of each tensor, and whether it is stored transposed there.</summary>
    public Dictionary<string, (string Parameter, bool Transposed)> Parameters { get; } = new(StringComparer.Ordinal);

    /// <summary>The batch.</summary>
    public GraphInputs<double> Inputs { get; }

    /// <summary>What the reference's loss is a multiple of the library's by: sums are means times the number of terms.</summary>
    public double LossFactor { get; private set; } = 1;

    private int Batch => reference.Tensor(reference.Ops.First(op => op.Op == "input").TensorName("name")!).Shape[0];

    public TensorSet<double> ParameterSet() =>
        TensorSet<double>.Create(
            Graph.Layout,
            Parameters.Select(pair => (pair.Value.Parameter, Oriented(reference.Tensor(pair.Key), pair.Value.Transposed).Data))
        );

    private static ReferenceTensor Oriented(ReferenceTensor tensor, bool transposed) => transposed ? tensor.Transposed() : tensor;

    private Model Declare(Graph g)
    {
        Node? loss = null;
        Node? prediction = null;
        foreach (ReferenceOp op in reference.Ops)
        {
            if (op.Op is "softmax_xent" or "mse")
            {
                prediction = nodes[op.Inputs[0]];
                loss = Loss(g, op, prediction);
            }
            else
            {
                nodes[op.Id] = Append(g, op);
            }
        }
        return loss is null
            ? throw new ReferenceFormatException($"graph '{reference.Id}' has no loss")
            : new Model(prediction!, loss);
    }

    private Node Append(Graph g, ReferenceOp op)
    {
        Settings settings = op.Settings();
        Node[] inputs = [.. op.Inputs.Select(input => nodes[input])];
        Node node = op.Op switch
        {
            "input" => Input(g, op),
            "dense" => inputs[0].Dense(DenseOf(g, op)),
            "activation" => ActivationCounterparts.Find(op.Json.Member("kind").Text(), op.Settings()).Apply(inputs[0]),
            "layer_norm" => Normalize(op, inputs[0], settings),
            "add" => Together(inputs, (left, right) => left + right),
            "mul" => Together(inputs, (left, right) => left * right),
            _ => throw new NoCounterpartException($"the library's graphs have no op '{op.Op}'"),
        };
        if (op.Op != "activation")
        {
            settings.Done();
        }
        return node;
    }

    private Node Input(Graph g, ReferenceOp op)
    {
        ReferenceTensor x = reference.Tensor(op.TensorName("name")!);
        return x.Rank == 2
            ? g.Input(op.TensorName("name")!, x.LastAxis, gradient: true)
            : throw new NoCounterpartException("the library's graphs take rows of features only");
    }

    private DenseParameters DenseOf(Graph g, ReferenceOp op)
    {
        string weight = op.TensorName("W") ?? throw new ReferenceFormatException($"op '{op.Id}' has no W");
        string? bias = op.TensorName("b");
        string pair = weight + "/" + bias;
        if (!dense.TryGetValue(pair, out DenseParameters? shared))
        {
            int[] shape = reference.Tensor(weight).Shape;
            shared = g.DenseParameters(shape[1], shape[0], bias is not null, name: op.Id);
            dense[pair] = shared;
            Parameters[weight] = (op.Id + ".weight", true);
            if (bias is not null)
            {
                Parameters[bias] = (op.Id + ".bias", false);
            }
        }
        return shared;
    }

    private Node Normalize(ReferenceOp op, Node input, Settings settings)
    {
        Parameters[op.TensorName("gamma")!] = (op.Id + ".weight", false);
        Parameters[op.TensorName("beta")!] = (op.Id + ".bias", false);
        return input.LayerNorm(settings.Number("eps", 1e-5), name: op.Id);
    }

    private static Node Together(Node[] inputs, Func<Node, Node, Node> combine) =>
        inputs.All(input => input.Features == inputs[0].Features)
            ? inputs.Aggregate(combine)
            : throw new NoCounterpartException("the library's graphs do not broadcast");

    private Node Loss(Graph g, ReferenceOp op, Node prediction)
    {
        Settings settings = op.Settings();
        string reduction = settings.Text("reduction", "mean");
        settings.Only("label_smoothing", 0);
        settings.Done();
        double terms = op.Op == "mse" ? Batch * prediction.Features : Batch;
        LossFactor = reduction switch
        {
            "mean" => 1,
            "sum" => terms,
            _ => throw new NoCounterpartException($"the library has no reduction '{reduction}'"),
        };
        return op.Op == "mse"
            ? prediction.MeanSquaredError(g.Target(op.TensorName("target")!, prediction.Features))
            : prediction.SoftmaxCrossEntropy(g.Labels("labels", prediction.Features));
    }

    private GraphInputs<double> AllInputs()
    {
        GraphInputs<double> inputs = new(Batch);
        foreach (GraphInput input in Graph.Inputs)
        {
            inputs = input.IsLabels
                ? inputs.WithLabels(
                    input.Name,
                    reference.Ops.First(op => op.Op == "softmax_xent").Json.Member("labels").Integers()
                )
                : inputs.With(input.Name, reference.Tensor(input.Name).Data);
        }
        return inputs;
    }
}
