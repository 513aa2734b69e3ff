using Pullback.Graphs;

namespace Pullback.Ops;

/// <summary>
/// A hand-written op: its own kernels, in double. There is no second definition of it to compare with, so that here, and only here, interpreter and
/// emitted code run the same code; central differences are what checks its gradient.
/// </summary>
internal sealed class InterpretedCustom : InterpretedOp
{
    public static readonly InterpretedCustom Instance = new();

    public override void Forward(Frame frame, GraphNode node) =>
        frame.Graph.CustomHandle(node.Id).Forward(frame.Input(node), frame.Output(node), frame.Rows, frame.InputFeatures(node));

    public override void Backward(Frame frame, GraphNode node)
    {
        double[] contribution = new double[frame.Input(node).Length];
        frame
            .Graph.CustomHandle(node.Id)
            .Backward(
                frame.Input(node),
                frame.Output(node),
                frame.OutputGradient(node),
                contribution,
                frame.Rows,
                frame.InputFeatures(node)
            );
        double[] inputGradient = frame.InputGradient(node);
        for (int i = 0; i < contribution.Length; i++)
        {
            inputGradient[i] += contribution[i];
        }
    }
}
