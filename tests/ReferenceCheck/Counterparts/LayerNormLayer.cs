using Pullback.Ops.Kernels;
using Pullback.ReferenceCheck.Reading;
using Pullback.ReferenceCheck.Reporting;

namespace Pullback.ReferenceCheck.Counterparts;

/// <summary>Layer normalisation over the last axes, taken together as the features of a row.</summary>
internal static class LayerNormLayer
{
    public static LayerResult Run(LayerCase layer)
    {
        int[] normalized = layer.Settings.Integers("normalized_shape");
        double epsilon = layer.Settings.Number("eps");
        layer.Settings.Done();
        ReferenceTensor x = layer.Input("x");
        if (!x.Shape.AsSpan().EndsWith(normalized))
        {
            throw new ReferenceFormatException("normalized_shape is not the end of the input's shape");
        }
        int features = normalized.Aggregate(1, (product, extent) => product * extent);
        double[]? gamma = layer.Parameters.GetValueOrDefault("gamma")?.Data;
        double[]? beta = layer.Parameters.GetValueOrDefault("beta")?.Data;
        return Run(x.Data, features, gamma, beta, epsilon, layer.OutputGradient);
    }

    /// <summary>Forward and backward; without gamma and beta, the library's are one and zero.</summary>
    public static LayerResult Run(double[] x, int features, double[]? gamma, double[]? beta, double epsilon, double[] upstream)
    {
        int rows = x.Length / features;
        gamma ??= [.. Enumerable.Repeat(1.0, features)];
        beta ??= new double[features];
        double[] y = new double[x.Length];
        double[] mean = new double[rows];
        double[] inverseDeviation = new double[rows];
        LayerNorm.Forward<double>(x, gamma, beta, y, mean, inverseDeviation, rows, features, epsilon);
        double[] dx = new double[x.Length];
        double[] dgamma = new double[features];
        double[] dbeta = new double[features];
        LayerNorm.Backward<double>(x, gamma, mean, inverseDeviation, upstream, dx, dgamma, dbeta, rows, features);
        return new LayerResult(
            y,
            new()
            {
                ["x"] = dx,
                ["gamma"] = dgamma,
                ["beta"] = dbeta,
            }
        );
    }
}
