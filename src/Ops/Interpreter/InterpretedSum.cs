using Pullback.Graphs;

namespace Pullback.Ops;

/// <summary>y = a + b, or y = a − b.</summary>
internal sealed class InterpretedSum(double rightSign) : InterpretedOp
{
    public override void Forward(Frame frame, GraphNode node)
    {
        double[] left = frame.Input(node, 0);
        double[] right = frame.Input(node, 1);
        double[] y = frame.Output(node);
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = left[i] + (rightSign * right[i]);
        }
    }

    public override void Backward(Frame frame, GraphNode node)
    {
        double[] gradient = frame.OutputGradient(node);
        double[] left = frame.InputGradient(node, 0);
        double[] right = frame.InputGradient(node, 1);
        for (int i = 0; i < gradient.Length; i++)
        {
            left[i] += gradient[i];
            right[i] += rightSign * gradient[i];
        }
    }
}
