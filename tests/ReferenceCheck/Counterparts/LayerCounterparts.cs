using System.Text.Json;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Counterparts;

/// <summary>A layer of the reference: its inputs, parameters and upstream gradient.</summary>
public sealed class LayerCase(JsonElement item)
{
    public string Kind { get; } = item.Member("kind").Text();
    public Settings Settings { get; } = new(item.Member("hyper"));
    public Dictionary<string, ReferenceTensor> Inputs { get; } = ReferenceTensor.ReadAll(item.Member("inputs"));
    public Dictionary<string, ReferenceTensor> Parameters { get; } = ReferenceTensor.ReadAll(item.Member("params"));
    public Dictionary<string, ReferenceTensor> Upstream { get; } = ReferenceTensor.ReadAll(item.Member("g"));

    public ReferenceTensor Input(string name) =>
        Inputs.GetValueOrDefault(name) ?? throw new ReferenceFormatException($"input '{name}' is missing");

    public ReferenceTensor Parameter(string name) =>
        Parameters.GetValueOrDefault(name) ?? throw new ReferenceFormatException($"parameter '{name}' is missing");

    public double[] OutputGradient =>
        Upstream.GetValueOrDefault("y")?.Data ?? throw new ReferenceFormatException("the upstream gradient of 'y' is missing");
}

/// <summary>What the library computed: the output, and the gradients by the reference's names and in its orientation.</summary>
public sealed record LayerResult(double[] Output, Dictionary<string, double[]> Gradients);

/// <summary>Which kernels of the library a reference layer is. A new layer adds one line.</summary>
public static class LayerCounterparts
{
    private static readonly Dictionary<string, Func<LayerCase, LayerResult>> Registry = new(StringComparer.Ordinal)
    {
        ["dense"] = DenseLayer.Run,
        ["layer_norm"] = LayerNormLayer.Run,
        ["residual_mlp"] = ResidualLayer.Run,
        ["dropout"] = _ => throw new NoCounterpartException("the library draws the mask from a key, it takes no given one"),
    };

    /// <summary>Runs forward and backward.</summary>
    /// <exception cref="NoCounterpartException">The library has no such layer, or not with these settings.</exception>
    public static LayerResult Run(LayerCase layer) =>
        Registry.TryGetValue(layer.Kind, out Func<LayerCase, LayerResult>? run)
            ? run(layer)
            : throw new NoCounterpartException($"the library has no layer '{layer.Kind}'");
}
