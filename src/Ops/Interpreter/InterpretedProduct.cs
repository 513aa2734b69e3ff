using Pullback.Graphs;

namespace Pullback.Ops;

/// <summary>y = a · b, element by element.</summary>
internal sealed class InterpretedProduct : InterpretedOp
{
    public static readonly InterpretedProduct Instance = new();

    public override void Forward(Frame frame, GraphNode node)
    {
        double[] left = frame.Input(node, 0);
        double[] right = frame.Input(node, 1);
        double[] y = frame.Output(node);
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = left[i] * right[i];
        }
    }

    /// <remarks>Both gradients are added to, never set: with a = b they are one array, and the sum of both is right.</remarks>
    public override void Backward(Frame frame, GraphNode node)
    {
        double[] left = frame.Input(node, 0);
        double[] right = frame.Input(node, 1);
        double[] gradient = frame.OutputGradient(node);
        double[] leftGradient = frame.InputGradient(node, 0);
        double[] rightGradient = frame.InputGradient(node, 1);
        for (int i = 0; i < gradient.Length; i++)
        {
            leftGradient[i] += gradient[i] * right[i];
            rightGradient[i] += gradient[i] * left[i];
        }
    }
}
