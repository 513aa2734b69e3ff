using Pullback.Graphs;

namespace Pullback.Ops;

/// <summary>The mean over the rows of log Σⱼ exp zⱼ − z[label]. The largest logit is taken out of the sum, so that nothing overflows.</summary>
internal sealed class InterpretedSoftmaxCrossEntropy : InterpretedOp
{
    public static readonly InterpretedSoftmaxCrossEntropy Instance = new();

    public override void Forward(Frame frame, GraphNode node)
    {
        int classes = frame.InputFeatures(node);
        double[] logits = frame.Input(node);
        int[] labels = frame.Labels[node.Inputs[1]];
        double loss = 0;
        for (int r = 0; r < frame.Rows; r++)
        {
            ReadOnlySpan<double> row = logits.AsSpan(r * classes, classes);
            loss += (LogSumExp(row) - row[labels[r]]) / frame.Rows;
        }
        frame.Output(node)[0] = loss;
    }

    /// <remarks>∂/∂z[r, j] = (softmax(z[r])ⱼ − 1 at the label) / rows.</remarks>
    public override void Backward(Frame frame, GraphNode node)
    {
        int classes = frame.InputFeatures(node);
        double[] logits = frame.Input(node);
        double[] inputGradient = frame.InputGradient(node);
        int[] labels = frame.Labels[node.Inputs[1]];
        double gradient = frame.OutputGradient(node)[0] / frame.Rows;
        for (int r = 0; r < frame.Rows; r++)
        {
            ReadOnlySpan<double> row = logits.AsSpan(r * classes, classes);
            double normaliser = LogSumExp(row);
            for (int j = 0; j < classes; j++)
            {
                double probability = Math.Exp(row[j] - normaliser);
                inputGradient[(r * classes) + j] += gradient * (j == labels[r] ? probability - 1 : probability);
            }
        }
    }

    private static double LogSumExp(ReadOnlySpan<double> row)
    {
        double largest = double.NegativeInfinity;
        foreach (double value in row)
        {
            largest = Math.Max(largest, value);
        }
        double sum = 0;
        foreach (double value in row)
        {
            sum += Math.Exp(value - largest);
        }
        return largest + Math.Log(sum);
    }
}
