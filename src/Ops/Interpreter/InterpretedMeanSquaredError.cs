using Pullback.Graphs;

namespace Pullback.Ops;

/// <summary>The mean over all elements of (prediction − target)².</summary>
internal sealed class InterpretedMeanSquaredError : InterpretedOp
{
    public static readonly InterpretedMeanSquaredError Instance = new();

    public override void Forward(Frame frame, GraphNode node)
    {
        double[] prediction = frame.Input(node, 0);
        double[] target = frame.Input(node, 1);
        double loss = 0;
        for (int i = 0; i < prediction.Length; i++)
        {
            loss += (prediction[i] - target[i]) * (prediction[i] - target[i]) / prediction.Length;
        }
        frame.Output(node)[0] = loss;
    }

    /// <remarks>The target is given, never computed: only the prediction has a gradient.</remarks>
    public override void Backward(Frame frame, GraphNode node)
    {
        double[] prediction = frame.Input(node, 0);
        double[] target = frame.Input(node, 1);
        double[] inputGradient = frame.InputGradient(node, 0);
        double gradient = frame.OutputGradient(node)[0];
        for (int i = 0; i < prediction.Length; i++)
        {
            inputGradient[i] += gradient * 2 * (prediction[i] - target[i]) / prediction.Length;
        }
    }
}
