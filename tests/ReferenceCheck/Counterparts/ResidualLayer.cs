using Pullback.Ops;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Counterparts;

/// <summary>A residual block of two dense layers with layer normalisation in front or behind, as a graph on the interpreter.</summary>
internal static class ResidualLayer
{
    private const string NormFirst = "y = x + W2 act(W1 LN(x) + b1) + b2";
    private const string NormLast = "y = LN(x + W2 tanh(W1 x + b1) + b2)";

    public static LayerResult Run(LayerCase layer)
    {
        string rule = layer.Settings.Text("rule");
        string activation = layer.Settings.Text("activation");
        double epsilon = layer.Settings.Number("eps");
        layer.Settings.Done();
        ReferenceTensor x = layer.Input("x");
        if (x.Rank != 2)
        {
            throw new NoCounterpartException("the library's graphs take rows of features only");
        }
        int hidden = layer.Parameter("W1").Shape[0];
        Graph graph = Graph.Define(g =>
        {
            Node input = g.Input("x", x.LastAxis, gradient: true);
            return new Model(Declare(rule, activation, epsilon, input, hidden));
        });
        return Evaluate(layer, graph, x);
    }

    private static Node Declare(string rule, string activation, double epsilon, Node x, int hidden)
    {
        using System.Text.Json.JsonDocument none = System.Text.Json.JsonDocument.Parse("{}");
        IActivation act = ActivationCounterparts.Find(activation, new Settings(none.RootElement));
        return rule switch
        {
            NormFirst => x
                + act.Apply(x.LayerNorm(epsilon, name: "norm").Dense(hidden, name: "first")).Dense(x.Features, name: "second"),
            NormLast => (x + act.Apply(x.Dense(hidden, name: "first")).Dense(x.Features, name: "second")).LayerNorm(
                epsilon,
                name: "norm"
            ),
            _ => throw new NoCounterpartException($"the rule '{rule}' is unknown"),
        };
    }

    private static readonly (string Reference, string Library, bool Transposed)[] Names =
    [
        ("gamma", "norm.weight", false),
        ("beta", "norm.bias", false),
        ("W1", "first.weight", true),
        ("b1", "first.bias", false),
        ("W2", "second.weight", true),
        ("b2", "second.bias", false),
    ];

    private static LayerResult Evaluate(LayerCase layer, Graph graph, ReferenceTensor x)
    {
        GraphInterpreter interpreter = new(graph);
        TensorSet<double> parameters = TensorSet<double>.Create(
            graph.Layout,
            Names.Select(name =>
            {
                ReferenceTensor given = layer.Parameter(name.Reference);
                return (name.Library, (name.Transposed ? given.Transposed() : given).Data);
            })
        );
        GraphInputs<double> inputs = new GraphInputs<double>(x.Rows).With("x", x.Data);
        double[] y = interpreter.Forward(parameters, inputs)[graph.PredictionName];
        (TensorSet<double> gradients, TensorSet<double> inputGradients) = interpreter.Backward(
            parameters,
            inputs,
            layer.OutputGradient
        );

        Dictionary<string, double[]> byName = new(StringComparer.Ordinal) { ["x"] = inputGradients["x"].ToArray() };
        foreach ((string reference, string library, bool transposed) in Names)
        {
            ReferenceTensor gradient = new(gradients[library].Shape.ToArray(), gradients[library].ToArray());
            byName[reference] = (transposed ? gradient.Transposed() : gradient).Data;
        }
        return new LayerResult(y, byName);
    }
}
