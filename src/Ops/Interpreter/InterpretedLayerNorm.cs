using Pullback.Graphs;

namespace Pullback.Ops;

/// <summary>y[r, c] = (x[r, c] − meanᵣ) / √(varianceᵣ + ε) · weight[c] + bias[c], with the biased variance of the row.</summary>
internal sealed class InterpretedLayerNorm(LayerNormOp op) : InterpretedOp
{
    public override void Forward(Frame frame, GraphNode node)
    {
        double[] x = frame.Input(node);
        double[] y = frame.Output(node);
        double[] weight = frame.Parameters[node.Parameters[0]];
        double[] bias = frame.Parameters[node.Parameters[1]];
        for (int r = 0; r < frame.Rows; r++)
        {
            double[] normalised = Normalise(x.AsSpan(r * node.Features, node.Features), out _);
            for (int c = 0; c < node.Features; c++)
            {
                y[(r * node.Features) + c] = (normalised[c] * weight[c]) + bias[c];
            }
        }
    }

    /// <remarks>
    /// With n = (x − mean) / σ and h = gradient · weight: ∂/∂x = (h − mean(h) − n · mean(h · n)) / σ, the means being over the row.
    /// </remarks>
    public override void Backward(Frame frame, GraphNode node)
    {
        double[] x = frame.Input(node);
        double[] gradient = frame.OutputGradient(node);
        double[] inputGradient = frame.InputGradient(node);
        double[] weight = frame.Parameters[node.Parameters[0]];
        double[] weightGradient = frame.ParameterGradients[node.Parameters[0]];
        double[] biasGradient = frame.ParameterGradients[node.Parameters[1]];
        int features = node.Features;
        for (int r = 0; r < frame.Rows; r++)
        {
            double[] normalised = Normalise(x.AsSpan(r * features, features), out double deviation);
            double mean = 0;
            double meanAlong = 0;
            for (int c = 0; c < features; c++)
            {
                double g = gradient[(r * features) + c];
                weightGradient[c] += g * normalised[c];
                biasGradient[c] += g;
                mean += g * weight[c] / features;
                meanAlong += g * weight[c] * normalised[c] / features;
            }
            for (int c = 0; c < features; c++)
            {
                double h = gradient[(r * features) + c] * weight[c];
                inputGradient[(r * features) + c] += (h - mean - (normalised[c] * meanAlong)) / deviation;
            }
        }
    }

    private double[] Normalise(ReadOnlySpan<double> row, out double deviation)
    {
        double mean = 0;
        foreach (double value in row)
        {
            mean += value / row.Length;
        }
        double variance = 0;
        foreach (double value in row)
        {
            variance += (value - mean) * (value - mean) / row.Length;
        }
        deviation = Math.Sqrt(variance + op.Epsilon);
        double[] normalised = new double[row.Length];
        for (int c = 0; c < row.Length; c++)
        {
            normalised[c] = (row[c] - mean) / deviation;
        }
        return normalised;
    }
}
