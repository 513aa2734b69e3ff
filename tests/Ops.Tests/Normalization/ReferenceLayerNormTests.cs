using System.Text.Json;
using Pullback.Ops.Kernels;
using Xunit;

namespace Pullback.Ops.Tests.Normalization;

/// <summary>Layer normalisation against PyTorch's, several normalised dimensions taken as one.</summary>
public sealed class ReferenceLayerNormTests
{
    [Fact]
    public void Layer_norm_agrees()
    {
        List<JsonElement> cases = ReferenceCases.Of("layers.json", "layer_norm");
        Assert.NotEmpty(cases);
        foreach (JsonElement element in cases)
        {
            string id = element.GetProperty("id").GetString()!;
            JsonElement hyper = element.GetProperty("hyper");
            int features = hyper
                .GetProperty("normalized_shape")
                .EnumerateArray()
                .Aggregate(1, (product, size) => product * size.GetInt32());
            double[] x = element.GetProperty("inputs").Numbers("x")!;
            int rows = x.Length / features;
            JsonElement parameters = element.GetProperty("params");
            double[] weight = parameters.Numbers("gamma") ?? [.. Enumerable.Repeat(1.0, features)];
            double[] bias = parameters.Numbers("beta") ?? new double[features];
            var output = new double[x.Length];
            var mean = new double[rows];
            var deviation = new double[rows];
            LayerNorm.Forward<double>(
                x,
                weight,
                bias,
                output,
                mean,
                deviation,
                rows,
                features,
                hyper.GetProperty("eps").GetDouble()
            );

            double[] upstream = element.GetProperty("g").Numbers("y")!;
            var inputGradient = new double[x.Length];
            var weightGradient = new double[features];
            var biasGradient = new double[features];
            LayerNorm.Backward<double>(
                x,
                weight,
                mean,
                deviation,
                upstream,
                inputGradient,
                weightGradient,
                biasGradient,
                rows,
                features
            );

            // A large common offset has used up digits of the input: there the mathematically exact values are the reference, at the accuracy that is left
            // of the largest of them.
            bool exact = element.TryGetProperty("outputs_exact", out JsonElement outputs);
            JsonElement gradients = element.GetProperty(exact ? "grads_exact" : "grads");
            double[] expected = (exact ? outputs : element.GetProperty("outputs")).Numbers("y")!;
            double[] expectedGradient = gradients.Numbers("x")!;
            Arrays.AssertClose<double>(expected, output, exact ? 1e-7 * expected.Max(Math.Abs) : ReferenceCases.Tolerance, id);
            Arrays.AssertClose<double>(
                expectedGradient,
                inputGradient,
                exact ? 1e-7 * expectedGradient.Max(Math.Abs) : ReferenceCases.Tolerance,
                id
            );
            if (parameters.Numbers("gamma") is not null)
            {
                Arrays.AssertClose<double>(gradients.Numbers("gamma"), weightGradient, ReferenceCases.Tolerance, id);
                Arrays.AssertClose<double>(gradients.Numbers("beta"), biasGradient, ReferenceCases.Tolerance, id);
            }
        }
    }
}
