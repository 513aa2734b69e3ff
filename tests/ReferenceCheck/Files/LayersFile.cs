using System.Text.Json;
using Pullback.ReferenceCheck.Counterparts;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Files;

/// <summary><c>layers.json</c>: layers with all their gradients, and whole graphs.</summary>
public sealed class LayersFile : IReferenceFile
{
    private const double Tolerance = 1e-11;

    /// <summary>Where the reference gives exact values, the input is badly conditioned; relative to the largest entry.</summary>
    private const double ExactTolerance = 1e-7;

    public string Name => "layers.json";

    public void Check(JsonElement root, FileReport report)
    {
        report.RunEach(root.ItemsOrNone("cases"), "cases", CheckLayer);
        List<(string Id, Action Check)> ops = [];
        report.RunEach(
            root.ItemsOrNone("graphs"),
            "graphs",
            item =>
            {
                ReferenceGraph graph = ReferenceGraph.Read(item);
                ops.AddRange(GraphOpCheck.Of(graph).Select(op => ($"{graph.Id}/{op.Name}", op.Check)));
                GraphCheck.Run(graph);
            }
        );
        foreach ((string id, Action check) in ops)
        {
            report.Run(id, check);
        }
    }

    private static void CheckLayer(JsonElement item)
    {
        LayerResult result = LayerCounterparts.Run(new LayerCase(item));
        Dictionary<string, ReferenceTensor> outputs = ReferenceTensor.ReadAll(item.Member("outputs"));
        Dictionary<string, ReferenceTensor> gradients = ReferenceTensor.ReadAll(item.Member("grads"));
        if (item.Optional("outputs_exact") is { } exactOutputs)
        {
            CheckExact(ReferenceTensor.ReadAll(exactOutputs), new() { ["y"] = result.Output });
            CheckExact(ReferenceTensor.ReadAll(item.Member("grads_exact")), result.Gradients);
            return;
        }
        foreach ((string name, ReferenceTensor expected) in outputs)
        {
            Deviation.Within(Tolerance, name, expected.Data, result.Output);
        }
        foreach ((string name, ReferenceTensor expected) in gradients)
        {
            Deviation.Within(Tolerance, $"d{name}", expected.Data, result.Gradients[name]);
        }
    }

    private static void CheckExact(Dictionary<string, ReferenceTensor> exact, Dictionary<string, double[]> results)
    {
        foreach ((string name, ReferenceTensor expected) in exact)
        {
            double largest = expected.Data.Select(Math.Abs).DefaultIfEmpty(1).Max();
            Deviation.Within(ExactTolerance, name, expected.Data, results[name], (a, b) => Deviation.Over(a, b, largest));
        }
    }
}
