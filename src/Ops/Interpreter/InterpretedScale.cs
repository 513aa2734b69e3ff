using Pullback.Graphs;

namespace Pullback.Ops;

/// <summary>y = factor · x.</summary>
internal sealed class InterpretedScale(ScaleOp op) : InterpretedOp
{
    public override void Forward(Frame frame, GraphNode node)
    {
        double[] x = frame.Input(node);
        double[] y = frame.Output(node);
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = op.Factor * x[i];
        }
    }

    public override void Backward(Frame frame, GraphNode node)
    {
        double[] gradient = frame.OutputGradient(node);
        double[] inputGradient = frame.InputGradient(node);
        for (int i = 0; i < gradient.Length; i++)
        {
            inputGradient[i] += op.Factor * gradient[i];
        }
    }
}
