using Pullback.ReferenceCheck.Counterparts;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Files;

/// <summary>
/// Runs single ops of a reference graph through the kernels, from the reference's own values of the nodes that they read. So a graph is of use even where
/// the library lacks some of its ops. Gradients towards a node are compared where nothing else reads it.
/// </summary>
internal static class GraphOpCheck
{
    private const double Tolerance = 1e-11;

    /// <summary>The ops of the graph that have a counterpart, with their checks.</summary>
    public static IEnumerable<(string Name, Action Check)> Of(ReferenceGraph graph)
    {
        foreach (ReferenceOp op in graph.Ops)
        {
            Action? check = op.Op switch
            {
                "dense" => () => CheckDense(graph, op),
                "layer_norm" => () => CheckLayerNorm(graph, op),
                "activation" when HasCounterpart(op) => () => CheckActivation(graph, op),
                "softmax_xent" when IsPlain(op) => () => CheckLoss(graph, op, Labels(op)),
                "mse" => () => CheckLoss(graph, op, new MeanSquares(graph.Tensor(op.TensorName("target")!).Data)),
                _ => null,
            };
            if (check is not null)
            {
                yield return ($"{op.Id} {op.Op}", check);
            }
        }
    }

    private static void CheckDense(ReferenceGraph graph, ReferenceOp op)
    {
        ReferenceTensor x = graph.Values[op.Inputs[0]];
        string weightName = op.TensorName("W")!;
        string? biasName = op.TensorName("b");
        ReferenceTensor weight = graph.Tensor(weightName).Transposed();
        double[] y = DenseLayer.Forward(x, weight, biasName is null ? null : graph.Tensor(biasName).Data);
        Dictionary<string, double[]> gradients = DenseLayer.Backward(x, weight, graph.NodeGradients[op.Id].Data);
        Deviation.Within(Tolerance, "value", graph.Values[op.Id].Data, y);
        CheckInputGradient(graph, op, gradients["x"]);
        if (graph.Ops.Count(other => other.TensorName("W") == weightName) == 1)
        {
            Deviation.Within(Tolerance, $"d{weightName}", graph.Gradients[weightName].Transposed().Data, gradients["W"]);
            if (biasName is not null)
            {
                Deviation.Within(Tolerance, $"d{biasName}", graph.Gradients[biasName].Data, gradients["b"]);
            }
        }
    }

    private static void CheckLayerNorm(ReferenceGraph graph, ReferenceOp op)
    {
        ReferenceTensor x = graph.Values[op.Inputs[0]];
        string gamma = op.TensorName("gamma")!;
        string beta = op.TensorName("beta")!;
        LayerResult result = LayerNormLayer.Run(
            x.Data,
            x.LastAxis,
            graph.Tensor(gamma).Data,
            graph.Tensor(beta).Data,
            op.Settings().Number("eps", 1e-5),
            graph.NodeGradients[op.Id].Data
        );
        Deviation.Within(Tolerance, "value", graph.Values[op.Id].Data, result.Output);
        Deviation.Within(Tolerance, $"d{gamma}", graph.Gradients[gamma].Data, result.Gradients["gamma"]);
        Deviation.Within(Tolerance, $"d{beta}", graph.Gradients[beta].Data, result.Gradients["beta"]);
        CheckInputGradient(graph, op, result.Gradients["x"]);
    }

    private static void CheckActivation(ReferenceGraph graph, ReferenceOp op)
    {
        IActivation activation = ActivationCounterparts.Find(op.Json.Member("kind").Text(), op.Settings());
        double[] x = graph.Values[op.Inputs[0]].Data;
        Deviation.Within(Tolerance, "value", graph.Values[op.Id].Data, activation.Values(x));
        double[] upstream = graph.NodeGradients[op.Id].Data;
        CheckInputGradient(graph, op, [.. activation.Derivatives(x).Select((slope, i) => slope * upstream[i])]);
    }

    private static void CheckLoss(ReferenceGraph graph, ReferenceOp op, ILossCounterpart loss)
    {
        ReferenceTensor prediction = graph.Values[op.Inputs[0]];
        double factor = op.Settings().Text("reduction", "mean") == "sum" ? loss.Terms(prediction) : 1;
        (double value, double[] gradient) = loss.Mean(prediction, factor);
        Deviation.Within(Tolerance, "loss", graph.Loss, value * factor);
        CheckInputGradient(graph, op, gradient);
    }

    private static void CheckInputGradient(ReferenceGraph graph, ReferenceOp op, double[] gradient)
    {
        string input = op.Inputs[0];
        if (graph.Readers(input) == 1 && graph.NodeGradients.TryGetValue(input, out ReferenceTensor? expected))
        {
            Deviation.Within(Tolerance, $"gradient of {input}", expected.Data, gradient);
        }
    }

    private static IntegerLabels Labels(ReferenceOp op) => new(op.Json.Member("labels").Integers());

    private static bool IsPlain(ReferenceOp op) => op.Settings().Number("label_smoothing", 0) == 0;

    /// <summary>Activations that the library lacks are named once, by the whole graph.</summary>
    private static bool HasCounterpart(ReferenceOp op)
    {
        try
        {
            ActivationCounterparts.Find(op.Json.Member("kind").Text(), op.Settings());
            return true;
        }
        catch (NoCounterpartException)
        {
            return false;
        }
    }
}
