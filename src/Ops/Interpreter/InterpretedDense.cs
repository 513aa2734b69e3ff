using Pullback.Graphs;

namespace Pullback.Ops;

/// <summary>y[r, o] = Σᵢ x[r, i] · W[i, o] + b[o].</summary>
internal sealed class InterpretedDense : InterpretedOp
{
    public static readonly InterpretedDense Instance = new();

    public override void Forward(Frame frame, GraphNode node)
    {
        var op = (DenseOp)node.Op;
        (int inputs, int outputs) = (op.InputFeatures, op.OutputFeatures);
        double[] x = frame.Input(node);
        double[] y = frame.Output(node);
        double[] weight = frame.Parameters[node.Parameters[0]];
        double[]? bias = op.HasBias ? frame.Parameters[node.Parameters[1]] : null;
        for (int r = 0; r < frame.Rows; r++)
        {
            for (int o = 0; o < outputs; o++)
            {
                double sum = 0;
                for (int i = 0; i < inputs; i++)
                {
                    sum += x[(r * inputs) + i] * weight[(i * outputs) + o];
                }
                y[(r * outputs) + o] = bias is null ? sum : sum + bias[o];
            }
        }
    }

    /// <remarks>∂/∂W[i, o] = Σᵣ x[r, i] · g[r, o], ∂/∂b[o] = Σᵣ g[r, o], ∂/∂x[r, i] = Σₒ g[r, o] · W[i, o].</remarks>
    public override void Backward(Frame frame, GraphNode node)
    {
        var op = (DenseOp)node.Op;
        (int inputs, int outputs) = (op.InputFeatures, op.OutputFeatures);
        double[] x = frame.Input(node);
        double[] gradient = frame.OutputGradient(node);
        double[] inputGradient = frame.InputGradient(node);
        double[] weight = frame.Parameters[node.Parameters[0]];
        double[] weightGradient = frame.ParameterGradients[node.Parameters[0]];
        double[]? biasGradient = op.HasBias ? frame.ParameterGradients[node.Parameters[1]] : null;
        for (int r = 0; r < frame.Rows; r++)
        {
            for (int o = 0; o < outputs; o++)
            {
                double g = gradient[(r * outputs) + o];
                if (biasGradient is not null)
                {
                    biasGradient[o] += g;
                }
                for (int i = 0; i < inputs; i++)
                {
                    weightGradient[(i * outputs) + o] += x[(r * inputs) + i] * g;
                    inputGradient[(r * inputs) + i] += weight[(i * outputs) + o] * g;
                }
            }
        }
    }
}
