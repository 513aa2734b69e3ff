using Pullback.Graphs;

namespace Pullback.Ops;

/// <summary>y = f(x) for each element, by the user's own formula on scalars; its derivative by the same formula on dual numbers.</summary>
internal sealed class InterpretedElementwise(ElementwiseOp op) : InterpretedOp
{
    private readonly double[] constants = op.Constants.ToArray();

    public override void Forward(Frame frame, GraphNode node)
    {
        ElementwiseHandle function = frame.Graph.ElementwiseHandle(node.Id);
        double[] x = frame.Input(node);
        double[] y = frame.Output(node);
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = function.Evaluate(x[i], constants);
        }
    }

    public override void Backward(Frame frame, GraphNode node)
    {
        ElementwiseHandle function = frame.Graph.ElementwiseHandle(node.Id);
        double[] x = frame.Input(node);
        double[] gradient = frame.OutputGradient(node);
        double[] inputGradient = frame.InputGradient(node);
        for (int i = 0; i < x.Length; i++)
        {
            inputGradient[i] += gradient[i] * function.Differentiate(x[i], constants).Derivative;
        }
    }
}
