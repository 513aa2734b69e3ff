using Pullback.Graphs;

namespace Pullback.Ops;

/// <summary>Each element times its factor: 0 or 1 / (1 − rate), by its own random bits. In prediction every factor is 1.</summary>
internal sealed class InterpretedDropout(DropoutOp op) : InterpretedOp
{
    public override void Forward(Frame frame, GraphNode node)
    {
        double[] x = frame.Input(node);
        double[] y = frame.Output(node);
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = Keeps(frame, i) ? x[i] * Scale(frame) : 0;
        }
    }

    public override void Backward(Frame frame, GraphNode node)
    {
        double[] gradient = frame.OutputGradient(node);
        double[] inputGradient = frame.InputGradient(node);
        for (int i = 0; i < gradient.Length; i++)
        {
            inputGradient[i] += Keeps(frame, i) ? gradient[i] * Scale(frame) : 0;
        }
    }

    /// <summary>The element's bits follow from the key, the dropout's ordinal and the element's place (row · features + feature) alone.</summary>
    private bool Keeps(Frame frame, int element) =>
        frame.Key is not { } key || key.Fold(op.Ordinal).BitsAt(element) >= op.Threshold;

    private double Scale(Frame frame) => frame.Key is null ? 1 : op.KeepScale;
}
